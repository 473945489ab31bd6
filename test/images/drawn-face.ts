import sharp, { type Sharp } from 'sharp';

/** Where a drawn face is: the middle of its head and its width, px. */
export interface DrawnFace {
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** A face as cartoons have them, in a square of 100 x 100 about the middle: light skin, dark hair, large dark eyes, brows, a small mouth. */
const face = `<ellipse cx="0" cy="-8" rx="50" ry="52" fill="#4a2f28"/>
  <path d="M-38,-10 Q-38,48 0,56 Q38,48 38,-10 Q30,-40 0,-40 Q-30,-40 -38,-10 Z" fill="#fbe3d3"/>
  <path d="M-42,-6 Q-40,-44 0,-46 Q40,-44 42,-6 Q30,-26 14,-28 L8,-12 L2,-28 L-10,-14 L-16,-28 Q-32,-22 -42,-6 Z" fill="#4a2f28"/>
  <path d="M-29,-7 Q-18,-13 -8,-7 M8,-7 Q18,-13 29,-7" stroke="#3a2018" stroke-width="2.5" fill="none"/>
  <ellipse cx="-18" cy="10" rx="9.5" ry="13" fill="#2a1a40"/><ellipse cx="18" cy="10" rx="9.5" ry="13" fill="#2a1a40"/>
  <path d="M-29,1 Q-18,-7 -7,1 M7,1 Q18,-7 29,1" stroke="#1a0c08" stroke-width="4" fill="none"/>
  <circle cx="-21" cy="5" r="3.2" fill="#fff"/><circle cx="15" cy="5" r="3.2" fill="#fff"/>
  <path d="M-1,26 l2,2" stroke="#c08a78" stroke-width="1.5"/><path d="M-6,38 Q0,42 6,38" stroke="#8a3a34" stroke-width="2" fill="none"/>`;

/** A picture of faces on a plain background. */
export function drawFaces(width: number, height: number, faces: readonly DrawnFace[]): Sharp {
  const drawn = faces.map(({ x, y, size }) => `<g transform="translate(${x} ${y}) scale(${size / 100})">${face}</g>`).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#a9c4dd"/>${drawn}</svg>`;
  return sharp(Buffer.from(svg)).blur(Math.max(1, Math.max(width, height) / 600)).flatten().removeAlpha();
}
