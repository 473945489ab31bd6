/** Why a row was read and not loaded: the closed list of reason codes. */
export const rejectReasons = {
  bad_json: 'the text is not valid JSON',
  bad_encoding: 'the text is not valid UTF-8',
  bad_quote: 'a quote is not closed on its line, or something follows a closing quote',
  bad_columns: 'the row has too many or too few fields',
  bad_markup: 'the XML element is broken',
  bad_value: 'a field holds a value of the wrong kind',
  not_a_record: 'a value stands where an object should',
  line_too_long: 'the record is longer than 16 MB',
  missing_key: 'the row has no id or name',
  unknown_board: 'nothing says which board the row is of',
  board_error: 'the board answered with an error instead of this row',
  superseded: 'another row of the same post or name is newer',
  excluded: 'the post is on the exclusion list',
  bad_picture: 'the picture is damaged, empty or of a kind that is not decoded',
  too_large: 'the picture has more pixels or bytes than is safe to decode',
  too_slow: 'the picture takes too long to decode',
  crashed: 'the picture ended the process that decoded it',
  unreadable: 'the file cannot be read, or is gone',
} as const;

export type RejectReason = keyof typeof rejectReasons;

/** Longest raw text kept of a reject, bytes. */
export const rawLimit = 4096;

/** Longest record that is read, bytes. */
export const recordLimit = 16 * 2 ** 20;
