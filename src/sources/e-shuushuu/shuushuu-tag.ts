import { categorySql, typeNameSql } from '../../tags/categories.js';

export const shuushuuBoard = 'e-shuushuu.net';

/** SQL for the name of a tag: its title as the board writes it. Old titles still hold HTML entities. */
export const shuushuuTagName = (title: string) => `spaced_tag(html_unescape(${title}))`;

/** SQL for the type of a tag by its number (format reference 0.3), in lower case; an unknown number stays as it is. */
export const shuushuuType = (code: string) => `coalesce(${typeNameSql(`TRY_CAST(${code} AS INTEGER)`, 'shuushuu')}, lower(nullif(trim(${code}), '')))`;

/** SQL for the category of a type by its name. */
export const shuushuuCategory = (typeName: string) => `CASE WHEN ${typeName} IS NOT NULL THEN ${categorySql(typeName, shuushuuBoard)} END`;

/** SQL for the address of a picture by its file's name. */
export const shuushuuUrl = (file: string) => `CASE WHEN regexp_full_match(${file}, '[0-9A-Za-z-]+\\.[0-9A-Za-z]+') THEN 'https://e-shuushuu.net/images/' || ${file} END`;
