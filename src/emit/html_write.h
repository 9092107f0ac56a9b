/*
 * html_write.h - writing HTML.
 *
 * Every text leaves through html_text or html_attribute, and both through one escaping function;
 * there is no other way out but html_asset, for the program's own style and script. Names of
 * elements and attributes are literals of the program. What is written is well-formed: an element
 * opened is closed by its name, void elements apart.
 */
#ifndef EMIT_HTML_WRITE_H
#define EMIT_HTML_WRITE_H

#include "base/arena.h"
#include "base/diag.h"
#include "emit/sink.h"

/* Start with the stream of `sink`, arena and language. */
struct html {
    struct sink sink;
    struct arena *arena;    /* for texts that live as long as the page is written */
    enum language language; /* of the program's own words */
    bool in_tag;            /* `<td` is written and may still get attributes */
};

/* Opens an element; attributes may follow, until the next text or tag. */
void html_open(struct html *h, const char *element);

/* The same with a class, the commonest attribute. */
void html_open_class(struct html *h, const char *element, const char *class);

/* Closes the element opened last and not yet closed; its name is given for the reader's sake. */
void html_close(struct html *h, const char *element);

/* An attribute of the element just opened; any text is safe. A flag has no value. */
void html_attribute(struct html *h, const char *name, struct str value);
void html_attribute_number(struct html *h, const char *name, unsigned long value);
void html_flag(struct html *h, const char *name);

/* Where the element just opened is, and a link to such a place: "c12" by a letter and a number. */
void html_id(struct html *h, char letter, unsigned number);
void html_link_id(struct html *h, char letter, unsigned number);

/*
 * The text of an element. Characters that HTML does not allow (controls, bytes that are not UTF-8)
 * are written as U+FFFD; a line break is kept, for the style to show.
 */
void html_text(struct html *h, struct str text);

/* One of the program's own words, in the language of the page. */
void html_say(struct html *h, const char *chinese, const char *english);

/* Such a word as a text, for an attribute. */
struct str html_word(const struct html *h, const char *chinese, const char *english);

/* An element that holds one text; with a class unless it is NULL. */
void html_element(struct html *h, const char *element, const char *class, struct str text);

/* The content of a <style> or <script>: a literal of the program, never anything of the user's. */
void html_asset(struct html *h, struct str text);

#endif
