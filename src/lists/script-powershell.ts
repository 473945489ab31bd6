/**
 * A string of PowerShell of any text: in single quotes everything stands for itself but the quote, for which the four typographic ones U+2018 to U+201B
 * count, too; doubled, it is one (about_Quoting_Rules; System.Management.Automation.Language.CharTraits).
 */
export const powershellWord = (text: string): string => `'${text.replace(/['\u2018-\u201b]/g, '$&$&')}'`;

/** The beginning of a script for Windows PowerShell 5.1 and later, which defines `Take FILE FOLDER NAME`. The mark before it says that it is UTF-8. */
export function powershellStart(how: 'copy' | 'move'): string {
  const [done, act] = how === 'copy'
    ? ['copied', `$part = $folder + '/.boorulab.part'
      Copy-Item -LiteralPath $from -Destination $part -Force
      Move-Item -LiteralPath $part -Destination $to`]
    : ['moved', 'Move-Item -LiteralPath $from -Destination $to'];
  return `\ufeff# ${how === 'copy' ? 'Copies' : 'Moves'} pictures; nothing that is there is overwritten.
# Run it in the folder where boorulab images scan ran: powershell -ExecutionPolicy Bypass -File THIS_FILE
# To see what it would do: powershell -ExecutionPolicy Bypass -File THIS_FILE -DryRun
param([switch]$DryRun)
$ErrorActionPreference = 'Stop'
$script:done = 0; $script:there = 0; $script:gone = 0; $script:failed = 0
function Take([string]$from, [string]$folder, [string]$name) {
  $to = $folder + '/' + $name
  if (-not (Test-Path -LiteralPath $from -PathType Leaf)) {
    $script:gone++; Write-Warning ('not there: ' + $from)
  } elseif (Test-Path -LiteralPath $to) {
    $script:there++; Write-Warning ('left as it is: ' + $to)
  } elseif ($DryRun) {
    $script:done++; Write-Output ($from + ' -> ' + $to)
  } else {
    try {
      [void](New-Item -ItemType Directory -Force -Path ([System.Management.Automation.WildcardPattern]::Escape($folder)))
      ${act}
      $script:done++
    } catch {
      $script:failed++; Write-Warning ('not ${done}: ' + $from + ': ' + $_.Exception.Message)
    }
  }
}
`.replaceAll('\n', '\r\n');
}

export const powershellTake = (path: string, folder: string, name: string): string => `Take ${powershellWord(path)} ${powershellWord(folder)} ${powershellWord(name)}\r\n`;

export function powershellEnd(how: 'copy' | 'move'): string {
  const done = how === 'copy' ? 'copied' : 'moved';
  return `$word = if ($DryRun) { 'to be ${done}' } else { '${done}' }
Write-Output ('{0} {1}, {2} there already, {3} not there, {4} failed' -f $script:done, $word, $script:there, $script:gone, $script:failed)
if ($script:gone + $script:failed -gt 0) { exit 1 }
`.replaceAll('\n', '\r\n');
}
