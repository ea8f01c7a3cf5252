// Draws the API description and sends its trial requests with the page's CSRF token, because the cookie is hidden from scripts.
"use strict";

(() => {
  const place = document.getElementById("explorer");
  window.SwaggerUIBundle({
    url: place.dataset.description,
    domNode: place,
    deepLinking: true,
    presets: [window.SwaggerUIBundle.presets.apis],
    layout: "BaseLayout",
    validatorUrl: null,
    requestInterceptor: (request) => {
      if (new URL(request.url, document.baseURI).origin === window.location.origin) {
        request.headers["X-CSRFToken"] = place.dataset.csrf;
      }
      return request;
    },
  });
})();
