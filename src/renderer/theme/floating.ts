/**
 * The id of the place in the page where tips, menus and lists to choose from are drawn: within the
 * page's main part, so that whoever goes by landmarks finds them.
 */
export const FLOATING = 'floating';
