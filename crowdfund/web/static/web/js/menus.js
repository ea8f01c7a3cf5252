// Closes an open menu when somebody presses Escape or goes on elsewhere. Menus open and close without this file.
"use strict";

(() => {
  const open = () => document.querySelectorAll("details.menu[open]");

  function closeOthers(target) {
    for (const menu of open()) {
      if (!menu.contains(target)) menu.open = false;
    }
  }

  document.addEventListener("click", (event) => closeOthers(event.target));
  document.addEventListener("focusin", (event) => closeOthers(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      const holdsFocus = menu.contains(document.activeElement);
      menu.open = false;
      if (holdsFocus) menu.querySelector("summary").focus();
    }
  });
})();
