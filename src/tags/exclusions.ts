/**
 * Posts that are never loaded: those whose tags say that they sexualise minors.
 * There is no switch for this list. A post it matches becomes a reject with reason `excluded` and no raw text.
 */

/** One of these tags drops a post whatever its rating. */
export const excludedTags: readonly string[] = [
  'loli', 'lolicon', 'shota', 'shotacon', 'toddlercon', 'oppai_loli', 'straight_shota', 'lolidom', 'shotadom', 'cub',
  'child_abuse', 'child_pornography', 'underage',
];

/** One of these tags drops a post that is not rated general, safe or sensitive. */
export const excludedUnlessSafe: readonly string[] = [
  'child', 'children', 'toddler', 'baby', 'infant', 'female_child', 'male_child', 'kindergarten_uniform', 'kindergartener', 'elementary_school_student',
  'aged_down', 'preteen', 'young', 'young_girl', 'young_boy', 'little_girl', 'little_boy', 'randoseru',
];
