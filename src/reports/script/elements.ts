/** A new element with attributes and text or children. Text is set as text, so that nothing in it is read as HTML. */
function make<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Record<string, string>, ...inside: (string | Node)[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inside);
  return made;
}

function draw(tag: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

/** A text box with its label, and a word beside it that is read out when it changes. */
function findBox(label: string, hint: string): { box: HTMLElement; input: HTMLInputElement; said: HTMLElement } {
  const input = make('input', { type: 'search', placeholder: hint, autocomplete: 'off', spellcheck: 'false', 'aria-label': label });
  const said = make('span', { role: 'status' });
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || input.value === '') return;
    input.value = '';
    input.dispatchEvent(new Event('input'));
  });
  return { box: make('div', { class: 'tools find' }, input, said), input, said };
}

/** Whether a text has every word asked for, in any order, whatever the case and width of letters. */
function hasWords(asked: string): (text: string) => boolean {
  const words = plain(asked).split(/\s+/).filter(Boolean);
  return (text) => words.every((word) => text.includes(word));
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

function counted(count: number): string {
  return count.toLocaleString('en');
}
