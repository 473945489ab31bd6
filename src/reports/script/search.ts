/** A search over the cards of an index: words of titles, descriptions, topics and columns. What stands above the cards makes room for what is found. */
function openSearch(): void {
  const lists = [...document.querySelectorAll<HTMLElement>('.cards')];
  const headOf = (list: HTMLElement) => (list.previousElementSibling?.tagName === 'H2' ? list.previousElementSibling as HTMLElement : null);
  const cards = lists.flatMap((list) => [...list.children].map((card) => ({
    card: card as HTMLElement, text: plain(`${headOf(list)?.textContent ?? ''} ${card.textContent} ${card.getAttribute('data-words') ?? ''}`),
  })));
  const main = document.querySelector('main');
  if (!main || cards.length < 2) return;
  const parts = [...main.children] as HTMLElement[];
  const above = parts.slice(0, parts.indexOf(headOf(lists[0]!) ?? lists[0]!));
  const { box, input, said } = findBox('Search the reports', 'Search the reports');
  main.prepend(make('div', { role: 'search' }, box));
  input.addEventListener('input', () => {
    const fits = hasWords(input.value);
    const isAsked = input.value.trim() !== '';
    for (const part of above) part.hidden = isAsked;
    for (const { card, text } of cards) card.hidden = !fits(text);
    for (const list of lists) {
      list.hidden = ![...list.children].some((card) => !(card as HTMLElement).hidden);
      const head = headOf(list);
      if (head) head.hidden = list.hidden;
    }
    const left = cards.filter(({ card }) => !card.hidden).length;
    said.textContent = !isAsked ? '' : left === 0 ? 'No report has all of these words.' : `${counted(left)} of ${counted(cards.length)} reports`;
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && input.value.trim() !== '') cards.find(({ card }) => !card.hidden)?.card.querySelector('a')?.click();
  });
}

/** The key / goes to the first text box that can be seen. */
function openSlash(): void {
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || (event.target as Element).closest('input,textarea,select')) return;
    const input = [...document.querySelectorAll<HTMLInputElement>('.find input')].find((one) => one.checkVisibility());
    if (!input) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}
