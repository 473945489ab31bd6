const tipBox = new Tip();
openTables();
openSearch();
openSlash();
openGalleries();
for (const room of document.querySelectorAll<HTMLElement>('.chart')) {
  const svg = room.querySelector('svg');
  if (svg) openChart(room, svg, tipBox);
}
