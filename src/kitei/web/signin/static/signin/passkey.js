// A passkey that could not be used: say so on the page.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const told = document.getElementById("passkey-problem");
  if (told) {
    told.hidden = false;
    told.scrollIntoView({ block: "nearest" });
  }
});
