/* terminal.c - the user's text on a terminal or in a log. */
#include "emit/terminal.h"

enum { TAB_WIDTH = 4 };

struct terminal_reader terminal_read(struct str text, size_t from, unsigned ambiguous)
{
    return (struct terminal_reader){text, from, ambiguous, {.end = from}};
}

/* Beyond what utf8_check finds: what it allows in a file but would break or hide in a line. */
static bool is_unprintable(uint32_t point)
{
    return point < 0x20 || point == 0xFEFF || point == 0xFFFE || point == 0xFFFF;
}

static bool has_word(struct str text, size_t at, const char *word)
{
    for (; *word; word++, at++) {
        if (at >= text.len)
            return false;
        char c = text.ptr[at];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c != *word)
            return false;
    }
    return true;
}

/* Whether the byte at `at` is the second # of a build server's command. */
static bool is_command_mark(struct str text, size_t at)
{
    return at > 0 && text.ptr[at - 1] == '#' &&
           (has_word(text, at, "#[") || has_word(text, at, "#vso[") ||
            has_word(text, at, "#teamcity["));
}

static unsigned escape_width(uint32_t point)
{
    return point > 0xFFFF ? 9 : 8;
}

static void character_classify(const struct terminal_reader *reader, bool faulty,
                               struct terminal_character *character)
{
    character->shown = SHOWN_PLAIN;
    if (character->point == '\t') {
        character->width = TAB_WIDTH;
    } else if (faulty || is_unprintable(character->point) ||
               (character->point == '#' && is_command_mark(reader->text, character->start))) {
        character->shown = SHOWN_POINT;
        character->width = escape_width(character->point);
    } else {
        character->width = utf8_width(character->point, reader->ambiguous);
    }
}

bool terminal_next(struct terminal_reader *reader, struct terminal_character *character)
{
    size_t at = reader->at;
    if (at >= reader->text.len)
        return false;
    while (at >= reader->fault.end)
        reader->fault = utf8_check(reader->text, reader->fault.end);
    bool faulty = at >= reader->fault.start;
    unsigned char byte = (unsigned char)reader->text.ptr[at];
    *character = (struct terminal_character){.start = at, .end = at + 1, .point = byte};
    if (faulty && reader->fault.fault == UTF8_INVALID) {
        character->shown = SHOWN_BYTE;
        character->width = 4;
    } else if (!faulty && byte >= ' ' && byte < 0x7F && byte != '#') {
        character->shown = SHOWN_PLAIN;
        character->width = 1;
    } else {
        character->end = at;
        character->point = utf8_next(reader->text, &character->end);
        character_classify(reader, faulty, character);
    }
    reader->at = character->end;
    return true;
}

/* A character as it is shown, in `shown`. */
static size_t character_show(struct str text, const struct terminal_character *character,
                             char shown[16])
{
    switch (character->shown) {
    case SHOWN_POINT:
        return (size_t)snprintf(shown, 16, "<U+%04X>", (unsigned)character->point);
    case SHOWN_BYTE:
        return (size_t)snprintf(shown, 16, "<%02X>", (unsigned)character->point);
    case SHOWN_PLAIN:
        break;
    }
    if (character->point == '\t')
        return (size_t)snprintf(shown, 16, "%*s", TAB_WIDTH, "");
    memcpy(shown, text.ptr + character->start, character->end - character->start);
    return character->end - character->start;
}

void terminal_write_character(FILE *out, struct str text,
                              const struct terminal_character *character)
{
    char shown[16] = "";
    fwrite(shown, 1, character_show(text, character, shown), out);
}

void terminal_write(FILE *out, struct str text)
{
    struct terminal_reader reader = terminal_read(text, 0, 1);
    struct terminal_character character;
    while (terminal_next(&reader, &character))
        terminal_write_character(out, text, &character);
}

struct str terminal_text(struct arena *a, struct str text)
{
    char shown[16];
    size_t length = 0;
    struct terminal_reader reader = terminal_read(text, 0, 1);
    struct terminal_character character;
    while (terminal_next(&reader, &character))
        length += character_show(text, &character, shown);
    if (length == text.len) /* what is shown in another way is longer */
        return text;
    char *copy = arena_bytes(a, length + 1);
    length = 0;
    reader = terminal_read(text, 0, 1);
    while (terminal_next(&reader, &character)) {
        size_t size = character_show(text, &character, shown);
        memcpy(copy + length, shown, size);
        length += size;
    }
    copy[length] = '\0';
    return (struct str){copy, length};
}

void terminal_write_cut(FILE *out, struct str text, unsigned columns, unsigned ambiguous)
{
    struct terminal_reader reader = terminal_read(text, 0, ambiguous);
    struct terminal_character character;
    unsigned mark = utf8_width(0x2026, ambiguous), width = 0;
    size_t fits = 0; /* the characters before this byte leave room for the mark */
    while (width <= columns && terminal_next(&reader, &character)) {
        width += character.width;
        if (width + mark <= columns)
            fits = character.end;
    }
    size_t end = width <= columns ? text.len : fits;
    reader = terminal_read(text, 0, ambiguous);
    while (reader.at < end) {
        terminal_next(&reader, &character);
        terminal_write_character(out, text, &character);
    }
    if (end < text.len)
        fputs("…", out);
}

void terminal_write_path(FILE *out, struct str path)
{
    unsigned char first = path.len > 0 ? (unsigned char)path.ptr[0] : '.';
    bool ordinary = (first >= '0' && first <= '9') || (first >= 'A' && first <= 'Z') ||
                    (first >= 'a' && first <= 'z') || memchr("/._-<", first, 5);
    if (first >= 0x80) {
        struct terminal_reader reader = terminal_read(path, 0, 1);
        struct terminal_character character;
        terminal_next(&reader, &character);
        ordinary = character.shown != SHOWN_PLAIN || utf8_is_ideograph(character.point);
    }
    if (!ordinary)
        fputs("./", out);
    terminal_write(out, path);
}

void terminal_style(FILE *out, bool color, enum terminal_style style)
{
    static const char *const sequences[] = {
        [STYLE_PLAIN] = "\033[0m",     [STYLE_BOLD] = "\033[1m",    [STYLE_RED] = "\033[1;31m",
        [STYLE_YELLOW] = "\033[1;33m", [STYLE_BLUE] = "\033[1;34m",
    };
    if (color)
        fputs(sequences[style], out);
}
