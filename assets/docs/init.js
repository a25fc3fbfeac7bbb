SwaggerUIBundle({
  dom_id: "#reference",
  url: "/openapi.json",
  deepLinking: true,
  docExpansion: "list",
  displayRequestDuration: true,
  tryItOutEnabled: true,
  // Keys stay in the page's memory, and no other host is asked to judge the document.
  persistAuthorization: false,
  validatorUrl: null,
});
