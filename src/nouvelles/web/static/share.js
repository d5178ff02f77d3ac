// Copies a link or opens the system's share sheet. Without this script neither is offered.
for (const box of document.querySelectorAll(".share")) {
  const copy = box.querySelector("[data-copied]");
  const sheet = box.querySelector("[data-sheet]");
  const status = box.querySelector("[role=status]");
  const { url, title } = box.dataset;
  if (navigator.clipboard) {
    copy.parentElement.hidden = false;
    copy.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(url);
        status.textContent = copy.dataset.copied;
      } catch {
        status.textContent = url; // to be copied by hand
      }
    });
  }
  if (navigator.share) {
    sheet.parentElement.hidden = false;
    sheet.addEventListener("click", async () => {
      try {
        await navigator.share({ url, title });
      } catch (fault) {
        // Whoever closes the sheet has chosen not to share.
        if (fault.name !== "AbortError") status.textContent = url;
      }
    });
  }
}
