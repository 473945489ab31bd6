/** The arrow keys go from an enlarged picture to the one beside it. */
function openGalleries(): void {
  document.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const shown = step === 0 ? null : document.querySelector<HTMLElement>('.gallery [popover]:popover-open');
    if (!shown) return;
    const all = [...shown.closest('.gallery')!.querySelectorAll<HTMLElement>('figure>[popover]')];
    const next = all[all.indexOf(shown) + step];
    event.preventDefault();
    if (!next) return;
    shown.parentElement!.querySelector('button')!.click();
    const button = next.parentElement!.querySelector('button')!;
    button.focus();
    button.click();
  });
}
