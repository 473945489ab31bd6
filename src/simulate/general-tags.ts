import { GENERAL, META } from './boards.js';
import { GELBOORU, SAFEBOORU, YANDERE } from './boards.js';
import type { TagBook } from './tag-book.js';

const words = (text: string): string[] => text.split(' ');

export const colours = words('black white red blue green yellow pink purple brown grey orange aqua');
export const hairColours = words('blonde_hair brown_hair black_hair blue_hair silver_hair pink_hair purple_hair red_hair green_hair grey_hair orange_hair aqua_hair white_hair');
export const hairLengths = words('short_hair medium_hair long_hair very_long_hair');
export const eyeColours = words('blue_eyes red_eyes brown_eyes green_eyes purple_eyes yellow_eyes pink_eyes aqua_eyes grey_eyes orange_eyes black_eyes heterochromia');
export const hairStyles = words('twintails ponytail side_ponytail braid twin_braids single_braid bob_cut ahoge blunt_bangs hair_bun double_bun sidelocks hair_over_one_eye wavy_hair drill_hair spiked_hair low_ponytail two_side_up hair_intakes parted_bangs');
export const accessories = words('glasses hairclip hair_ribbon hair_bow hair_flower hairband headphones earrings necklace choker crown tiara eyepatch mask goggles star_hair_ornament leaf_hair_ornament feather_hair_ornament monocle veil headdress horns pointy_ears cat_ears fox_ears rabbit_ears wings halo tail scar mole_under_eye bandaid_on_face facial_mark');
export const garments = words('dress skirt shirt jacket gloves hat ribbon bow boots shoes scarf cape coat vest sweater hoodie kimono pants shorts necktie belt socks apron cloak sash bowtie cardigan beret');
const patterns = words('striped plaid polka_dot frilled lace-trimmed fur-trimmed');
const prints = words('cat star heart floral bear moon rabbit bird fish snowflake music_note leaf');
const held = words('sword book umbrella flower cup phone staff bag gun bow_(weapon) fan microphone instrument food spoon pen letter lantern balloon gift camera map key cat doll ball basket bottle brush cane card clipboard fruit mask paper shield spear tray violin watering_can wand');
const things = words('book flower cup bag sword umbrella lantern chair table window tree cloud moon star_(sky) bird butterfly cat dog fish rabbit cake tea teacup bread fruit apple ice_cream cookie candle clock mirror piano violin guitar letter balloon gift snowman petals leaf feather bell key crystal gears chain rope flag bicycle train boat bridge stairs fence lamp shelf pillow blanket curtains basket ladder bench fountain signpost vending_machine power_lines telescope globe chess_piece map quill inkwell stuffed_toy');
const flowers = words('rose lily sunflower tulip hydrangea camellia wisteria dandelion morning_glory spider_lily cherry_blossoms plum_blossoms lotus daisy iris_(flower) violet_(flower) bellflower chrysanthemum');
const details = words('shadow sparkle lens_flare light_particles sunlight backlighting reflection glowing floating_hair wind dust falling_petals steam bokeh depth_of_field bloom_(effect) silhouette border framed speech_bubble english_text motion_lines floating_object ripples snowflakes confetti light_rays ink_splash pattern halftone gradient_clothes buttons pocket zipper buckle embroidery tassel gold_trim frills layered_sleeves long_sleeves short_sleeves puffy_sleeves wide_sleeves sleeveless sleeves_past_wrists collared_shirt sailor_collar turtleneck hood pleated_skirt high-waist_skirt armor shoulder_armor gauntlets belt_pouch bandana hairpin nail_polish freckles eyelashes thick_eyebrows fang multicolored_hair streaked_hair gradient_hair two-tone_hair');
export const expressions = words('smile open_mouth closed_mouth :d ;) >_< ^_^ :o :< \\o/ grin frown serious expressionless tears sweatdrop light_smile surprised one_eye_closed closed_eyes parted_lips pout half-closed_eyes determined laughing');
export const poses = words('sitting standing walking running jumping kneeling leaning_forward arms_up hand_up waving reaching_out looking_back head_tilt crossed_arms hands_together hand_on_own_hip v pointing salute dancing reading sleeping flying floating fighting_stance stretching outstretched_arms hug holding_hands back-to-back hand_on_another\'s_shoulder another\'s_hat');

/** Adds every colour and garment, with `red_dress` bringing `dress`, and minor things. Gives the choices of each garment, the minor tags and the rare ones. */
export function addGeneralTags(book: TagBook): { outfit: number[][]; tail: number[]; rare: number[] } {
  const add = (name: string, implies: readonly number[] = []): number => book.ensure(name, GENERAL, implies);
  const outfit = garments.map((garment) => {
    const plain = add(garment);
    return [...colours.map((colour) => add(`${colour}_${garment}`, [plain])), ...patterns.map((pattern) => add(`${pattern}_${garment}`, [plain]))];
  });
  for (const name of [...hairColours, ...hairLengths, ...eyeColours, ...hairStyles, ...accessories, ...expressions, ...poses]) add(name);
  const holding = add('holding');
  const tail = [
    ...details.map((name) => add(name)),
    ...held.map((name) => add(`holding_${name}`, [holding])),
    ...things.map((name) => add(name)),
    ...flowers.map((name) => add(name, [add('flower')])),
  ];
  const rare = [
    ...prints.map((name) => add(`${name}_print`)),
    ...colours.flatMap((colour) => [add(`${colour}_flower`, [add('flower')]), add(`${colour}_rose`, [add('rose')]), add(`${colour}_theme`), add(`${colour}_bag`, [add('bag')])]),
    ...things.slice(0, 40).flatMap((name) => [add(`giant_${name}`), add(`${name}_hair_ornament`, [add('hair_ornament')]), add(`broken_${name}`)]),
    add('"welcome"_mat'), add('black_&_white_tiles'),
  ];
  return { outfit, tail: [...new Set(tail)], rare: [...new Set(rare)].filter((tag) => !tail.includes(tag)) };
}

const gelbooruHats = (colour: string): [string, string] => [`${colour}_hat`, `${colour}_headwear`];
const yandereNames: readonly (readonly [string, string])[] = [
  ['glasses', 'megane'], ['kimono', 'wafuku'], ['cat_ears', 'nekomimi'], ['twintails', 'twin_tails'], ['umbrella', 'parasol'], ['wings', 'feathered_wings'],
  ['tail', 'tailed'], ['heterochromia', 'odd_eyes'], ['headphones', 'headphone'], ['eyepatch', 'eye_patch'],
];

/** Gives general tags the other spellings that gelbooru, safebooru and yande.re use. */
export function respellGeneralTags(book: TagBook): void {
  for (const [name, other] of colours.map(gelbooruHats)) for (const board of [GELBOORU, SAFEBOORU]) book.respell(book.find(name)!, board, other);
  for (const [name, other] of yandereNames) book.respell(book.find(name)!, YANDERE, other);
}

export const metaNames = words('highres absurdres commentary_request translation_request commentary english_commentary official_art bad_id artist_name_missing scan game_cg md5_mismatch jpeg_artifacts tagme');

/** Meta tags; yande.re files jpeg_artifacts and md5_mismatch under faults (6). */
export function addMetaTags(book: TagBook): void {
  for (const name of metaNames) book.add(name, META, name === 'absurdres' ? [book.find('highres')!] : []);
  for (const name of ['jpeg_artifacts', 'md5_mismatch']) book.concepts[book.find(name)!]!.categories[YANDERE] = 6;
  for (const name of ['highres', 'absurdres', 'tagme', 'scan']) book.concepts[book.find(name)!]!.categories[YANDERE] = GENERAL;
}

/** Old general tags that danbooru keeps as aliases. */
export const generalAliases: readonly (readonly [string, string])[] = [
  ['1girls', '1girl'], ['hires', 'highres'], ['high_res', 'highres'], ['spectacles', 'glasses'], ['eyeglasses', 'glasses'], ['blond_hair', 'blonde_hair'],
  ['smiling', 'smile'], ['gray_hair', 'grey_hair'], ['gray_eyes', 'grey_eyes'], ['cherry_blossom', 'cherry_blossoms'], ['sakura_petals', 'petals'],
  ['twin_tails', 'twintails'], ['odd_eyes', 'heterochromia'], ['megane', 'glasses'], ['nekomimi', 'cat_ears'], ['dual_persona', 'multiple_views'],
];
