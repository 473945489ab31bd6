/** A word of a POSIX shell of any text: in single quotes everything stands for itself but the quote (POSIX.1-2024, Shell Command Language, 2.2.2). */
export const shWord = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** The beginning of a script for a POSIX shell, which defines `take FILE FOLDER NAME`. */
export function shStart(how: 'copy' | 'move'): string {
  const [done, act] = how === 'copy'
    ? ['copied', 'part=$2/.boorulab.part && cp -p -- "$1" "$part" && mv -- "$part" "$2/$3" && part=']
    : ['moved', 'mv -- "$1" "$2/$3"'];
  return `#!/bin/sh
# ${how === 'copy' ? 'Copies' : 'Moves'} pictures; nothing that is there is overwritten.
# Run it with sh in the folder where boorulab images scan ran: sh THIS_FILE
# To see what it would do: sh THIS_FILE --dry-run
dry=no
[ "\${1-}" = --dry-run ] && dry=yes
done=0 there=0 gone=0 failed=0 part=
trap '[ -z "$part" ] || rm -f -- "$part"; exit 130' INT TERM
take() {
  if [ ! -f "$1" ]; then
    gone=$((gone + 1)); printf 'not there: %s\\n' "$1" >&2
  elif [ -e "$2/$3" ] || [ -L "$2/$3" ]; then
    there=$((there + 1)); printf 'left as it is: %s\\n' "$2/$3" >&2
  elif [ "$dry" = yes ]; then
    done=$((done + 1)); printf '%s -> %s\\n' "$1" "$2/$3"
  elif mkdir -p -- "$2" && ${act}; then
    done=$((done + 1))
  else
    failed=$((failed + 1)); printf 'not ${done}: %s\\n' "$1" >&2
  fi
}
`;
}

export const shTake = (path: string, folder: string, name: string): string => `take ${shWord(path)} ${shWord(folder)} ${shWord(name)}\n`;

export function shEnd(how: 'copy' | 'move'): string {
  const done = how === 'copy' ? 'copied' : 'moved';
  return `[ "$dry" = no ] && word=${done} || word='to be ${done}'
printf '%s %s, %s there already, %s not there, %s failed\\n' "$done" "$word" "$there" "$gone" "$failed" >&2
[ "$gone" -eq 0 ] && [ "$failed" -eq 0 ]
`;
}
