/**
 * What the drafter knows of English: plain word lists, in one place. Another language with special support would get
 * a file of this shape. Everything is in lower case; phrases are words joined by single spaces.
 */

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter(Boolean));
const phrases = (list: string): readonly string[] =>
  list
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

/** Of any English text, these are an eighth or more. */
export const COMMON_WORDS = words("the and to of is you that it this we so have i'm");

/** Words of grammar, and verbs and adverbs so common in speech that they tell nothing of its topic. */
export const STOP_WORDS = words(`
  a about above actually additionally after again against all almost already alright also although always am an and
  another any anybody anyhow anymore anyone anything anyway anywhere apparently are aren't around as ask asked at away
  back basically be became because become been before began begin being believe below best better between big bit both
  bring but by call called came can can't cannot certainly clear clearly come comes coming completely constantly could
  couldn't course currently definitely did didn't different do does doesn't doing don't done down during each easily
  easy either else end ended enough entire especially essentially etc etcetera even ever every everybody everyone
  everything everywhere exactly far feel few fewer finally find fine first for found from front full further gave get gets getting
  give given gives giving go goes going gone gonna good got gotcha gotta great had hadn't half happen happened
  happening happens happy hard has hasn't have haven't having he he'll he's hello her here here's hers hey hi him
  himself his hope hopefully how how's however i i'd i'll i'm i've if in instead interesting into is isn't it it'd
  it'll it's its itself just keep keeps kept kind kinda knew know known knows large largely last lastly later least
  left less let let's like likely little live long look looked looking looks lot lots low made mainly make makes
  making many matter may maybe me mean means meant might mine more most mostly move moved much must my myself near
  nearly need needed needs neither never new next nice no nobody none nor not nothing now nowhere obviously of off
  often oh ok okay old on once one ones only onto or original other others our ours out over own part particular
  particularly per perhaps piece place please pretty previous previously probably put quick quickly quite rather
  ready real really recent regularly right sad said same saw say saying says second see seeing seem seems seen several shall
  she she'll she's should shouldn't show showed showing shown shows simple simply since small so some somebody somehow
  someone something sometimes somewhere soon sorry sort specific specifically start started starting starts still
  stop such suddenly super suppose supposed sure take taken takes taking talk talking tell tells than thank thankfully
  thanks that that'd that'll that's the their them themselves then there there's these they they'd they'll they're
  they've thing things think third this those though thought three through thus to today together told too took
  top toward towards tried tries true try trying turn two type under unless until up upon us use used uses using usually
  various very via wanna want wanted wanting wants was wasn't way ways we we'd we'll we're we've week welcome well went were weren't what
  what's whatever when whenever where where's whereas whether which whichever while who who'd who's whole whom whose
  why will with within without won't wonder wondering work worked working works worry would wouldn't wow wrong y'all yeah yep yes yesterday yet you
  you'd you'll you're you've your yours yourself zero
`);

/** Nouns and participles that are no topic by themselves. */
export const VAGUE_WORDS = words(`
  able anytime area basic case couple day days everyday example fact four five six seven eight nine ten guy guys idea
  ideas issue issues kinds level major minute minutes moment month months note number odd outline people person pieces
  plus point points portion question questions reason seconds section sections sense side situation sorts stuff term
  terms time times total types variety weeks word words year years neat weird crazy ugly tiny huge related relevant
  associated available additional certain bunch extra exist exists false correct hundred thousand million percent
  involved responsible interested tomorrow tonight morning afternoon lack damn heck honestly personally literally
  totally absolutely slightly boy hand rest bottom middle
`);

/** Sounds and words that only keep the floor. */
export const FILLERS = words(`
  ah alright awesome cool eh er erm exactly great hey hm hmm huh like mhm mm mmhm nah nope oh ok okay oops right sure
  uh uhm um umm well whoa wow yeah yep yes yup
`);

/** Sentences that begin so are greeting, goodbye, thanks, or talk about the recording itself. */
export const SMALL_TALK = phrases(`
  all right thank
  any questions
  appreciate it
  bear with me
  bye
  can everyone hear
  can everyone see
  can you guys hear
  can you guys see
  can you hear
  can you see my
  do you hear
  excuse me
  give me a
  good afternoon
  good evening
  good luck
  good morning
  good point
  good stuff
  good to see
  goodbye
  got it
  have a good
  have a great
  have a nice
  hello
  here we go
  hey everyone
  hey guys
  hi
  hold on
  how are you
  how's it going
  i am recording
  i appreciate
  i hope you enjoyed
  i hope you found
  i see
  is that true
  just a second
  let me see
  let's see
  my name is
  nice to see
  no problem
  no worries
  okay thank
  one moment
  one sec
  one second
  see you
  signing off
  so that's about it
  so that's it
  sorry
  sounds good
  take care
  thank
  thanks
  that's about it
  that's all for
  that's it
  that's pretty neat
  that's pretty much it
  there we go
  there you go
  this is great
  until next time
  welcome back
  welcome to
  what's going on
  what's up
  where is it
  you want to go
  you wanna go
`);

/** Sentences that greet. */
export const GREETINGS = phrases(`
  good afternoon
  good evening
  good morning
  good to see
  hello
  hey
  hi
  how are you
  nice to see
  welcome
`);

/** Sentences that say goodbye: the transcript's last ones are cut from the first of them on. */
export const GOODBYES = phrases(`
  all right thank
  bye
  goodbye
  have a good
  have a great
  have a nice
  i hope this was
  i hope you enjoyed
  i hope you found
  i think that's it
  see you
  signing off
  so that's about it
  so that's it
  take care
  thank you
  thanks
  that's about it
  that's all for
  that's it
  until next time
`);

/** Places in a row: "the next piece", "another thing", "finally". */
export const SEQUENCE = words(`
  another final finally first firstly following last lastly next other second secondly third thirdly
`);

/** What may stand before a place in a row: "on to the next", "one more". */
export const BEFORE_SEQUENCE = words("a and for in my of on onto our the then this to with your");

/** Somebody says what is about to be done: "let's", "I'm going to". */
export const ANNOUNCEMENTS = phrases(`
  i am going to
  i want to
  i wanted to
  i will
  i would like to
  i'd like to
  i'll
  i'm going to
  i'm gonna
  let me
  let us
  let's
  we are going to
  we will
  we want to
  we'll
  we're going to
  we're gonna
`);

/** Verbs that move a listener's attention elsewhere, after an announcement: "let's look at". */
export const ATTENTION = words(`
  begin continue cover demo demonstrate discuss dive explain finish go introduce jump look move open present review
  share show start stop summarise summarize switch take talk turn walk wrap
`);

/** The same without one, "moving on to". */
export const ATTENTION_GOING = words(`
  beginning continuing going jumping looking moving returning starting switching taking turning
`);

/** Other openings of a new topic. */
export const TOPIC_OPENINGS = phrases(`
  additionally
  back to
  how about
  i got a question
  i have a question
  i have a couple
  i just have a question
  if we go
  if we look
  if you go
  if you look
  in addition
  in conclusion
  in order to
  in summary
  last but not least
  on the other hand
  one more
  one other
  speaking of
  step
  to begin
  to conclude
  to start
  to sum up
  to summarise
  to summarize
  to wrap up
  we also
  what about
  you can also
`);

/** Openings that are as often none. */
export const FAINT_OPENINGS = phrases(`
  all right
  alright
  also
  anyway
  currently
  here is
  here's
  meanwhile
  now
  okay
  that is it
  that's all
  that's it
  that's what
  the question
  the reason
  the thing
  the way
  then
  there are
  there have
  there is
  there was
  there were
  there's
  today
`);

/** A sentence that ends so was cut off by the recogniser's pause, whatever mark stands there. */
export const DANGLING_WORDS = words(`
  a about an and as at because but by can for from going gonna if in into is its like my of on or our so than that the
  their these this to us very was we were what when where which who will with you your
`);

/** Verbs that a step of a tutorial can ask for, in the base form. */
export const ACTIONS = words(`
  accept activate add adjust allow append apply archive arrange assign attach avoid batch bind book boot browse build
  buy cancel capture cast change check choose clean clear click clone close combine commit compare compile compress
  configure confirm connect convert copy create customise customize cut debug declare define delete deploy describe
  design detect disable disconnect discuss distribute dive document double-click download drag draw drop duplicate
  edit embed enable enter erase exit expand explain explore export extend extract fetch file fill filter fix fold
  follow format generate grab group handle hide highlight hit host hover identify implement import improve include
  increase insert inspect install introduce invite invoke join jump label launch learn lift link list load lock log
  maintain make manage map mark measure merge migrate minimise minimize mix modify monitor mount mute narrate navigate
  notice open optimise optimize organise organize outline override pack paste pause pick pin plan play plug pour
  practise practice prepare press preview print process produce promote prototype provide publish pull push quit read
  reboot rebuild receive recommend record redirect reduce refactor refresh register release reload remember remove
  rename render repeat replace reply report request reset resize restart restore retrieve return reuse review rewrite
  rotate run save scan schedule scroll search select send separate serve set share show simplify skip sort specify speed
  split squash stage stir store stream streamline style submit subscribe swap switch sync tap test tick tighten toggle
  track train transcribe transfer translate trigger trim type undo uninstall unlock unplug unzip update upgrade upload use
  validate verify view visit watch wipe wire wrap write zip zoom
`);

/** What comes before a verb that somebody is asked, or going, to do. */
export const ACTION_LEADS = phrases(`
  able to
  allows us to
  allows you to
  ahead and
  gonna
  going to
  have to
  how do i
  how do we
  how do you
  how to
  i will
  i'll
  let me
  let us
  let's
  lets you
  need to
  please
  supposed to
  then
  trying to
  try to
  want to
  ways to
  way to
  we can
  we could
  we have to
  we just
  we'll
  we will
  we should
  you can
  you could
  you just
  you might
  you should
  you'll
  you will
`);

/** Words within what a verb is done to that a title is better without. */
export const PADDING = words("actually again also already basically here just now really some then");

/** What tells of the word before it that it is a verb, and a noun. */
export const AFTER_VERBS = words("a an into it my off our out the them this up your");
export const AFTER_NOUNS = words("are has is of was were");

/** Words at which a clause ends where no mark does. */
export const CLAUSE_ENDS = words(`
  after all although and are because been before but can cause could either had has have he he's i i'm i've if is it's once
  or she she's since so than that there there's they they're though unless until was we we're we've were when where
  whereas which while who whose whatever will would you're
`);

export const DETERMINERS = words(`
  a an another any both each every her his its many more most my no our several some that the their these this those
  your new old of for with in on from into about between by via
`);

/** Words that begin what a verb is done to, and never follow an adjective: after "-ing" or "-ed" they tell a verb. */
export const ARTICLES = words(`
  a an another her his its my our some that the their these this those your
`);

/** What stands before a verb in the past of somebody who did it. */
export const DOERS = words("also have i i've just they we we've you");

/** Prepositions that bind what follows them to something before the verb. */
export const CLINGING = words("about as by for of than that with");

export const SUBJECTS = words(`
  can can't could couldn't didn't do does doesn't don't gonna he i i'd i'll it let's may might must never not she should
  shouldn't they they'll to we we'd we'll will won't would you you'd you'll
`);

/** Names whose capitals English spelling asks for, where a recogniser wrote them small. */
export const ABBREVIATIONS = words("al approx dr e.g etc fig i.e jr mr mrs ms no nr prof sr st vs");
