/* characters.c - is this text at all? */
#include "syntax/characters.h"

#include "base/utf8.h"

enum {
    FOREIGN_FAULTS = 3, /* so many bad bytes may be slips; more may be another encoding */
    MENDED_LIMIT = 256, /* characters of one line that one diagnostic mends */
    LOOKED_AT = 65536,  /* bytes that tell whether a file is text at all */
};

/* Whether all bytes are GB18030: pairs, or fours whose second byte is a digit. */
static bool is_gb18030(struct str text)
{
    bool wide = false;
    for (size_t at = 0; at < text.len;) {
        unsigned char c = (unsigned char)text.ptr[at];
        if (c < 0x80) {
            at++;
            continue;
        }
        unsigned char d = at + 1 < text.len ? (unsigned char)text.ptr[at + 1] : 0;
        if (c == 0x80 || c == 0xFF)
            return false;
        if (d >= 0x40 && d != 0x7F && d != 0xFF)
            at += 2;
        else if (d >= 0x30 && d <= 0x39 && at + 3 < text.len)
            at += 4;
        else
            return false;
        wide = true;
    }
    return wide;
}

static bool is_utf16(struct str text)
{
    if (text.len >= 2 &&
        (memcmp(text.ptr, "\xFF\xFE", 2) == 0 || memcmp(text.ptr, "\xFE\xFF", 2) == 0))
        return true;
    size_t zeros = 0, looked = text.len < 256 ? text.len : 256;
    for (size_t at = 0; at < looked; at++)
        zeros += text.ptr[at] == '\0';
    return looked >= 8 && zeros * 3 >= looked;
}

/* The encoding that the file is in if it is certainly not UTF-8. */
static bool is_foreign(struct str text, struct bilingual *encoding)
{
    if (is_utf16(text)) {
        *encoding = (struct bilingual){STR("整个文件是 UTF-16"), STR("the whole file is UTF-16")};
        return true;
    }
    size_t at = 0, faults = 0, looked = text.len < LOOKED_AT ? text.len : LOOKED_AT;
    while (at < looked) {
        struct utf8_place place = utf8_check(text, at);
        if (place.fault == UTF8_OK || place.start >= looked)
            break;
        faults +=
            place.fault == UTF8_INVALID || place.fault == UTF8_NUL ? place.end - place.start : 0;
        at = place.end;
    }
    if (faults < FOREIGN_FAULTS)
        return false;
    if (is_gb18030(text)) {
        *encoding = (struct bilingual){STR("整个文件像是 GBK，即 GB18030"),
                                       STR("the whole file looks like GBK, that is, GB18030")};
        return true;
    }
    *encoding = (struct bilingual){STR("整个文件是别的编码，或者根本不是文字"),
                                   STR("the whole file is in another encoding, or no text at all")};
    return faults * 8 > looked;
}

static struct str code_points(struct parse *p, const struct utf8_place *place)
{
    size_t at = place->start;
    uint32_t point = utf8_next(p->source->text, &at);
    return arena_format(p->arena, "U+%04X", point);
}

static void help_delete(struct parse *p, struct diag *diag)
{
    diag_help(p->diags, diag, NOTE_HELP_DELETE_IT, DIAG_NONE);
    diag_help(p->diags, diag, NOTE_HELP_PASTED, DIAG_NONE);
}

/* Characters of one kind on one line come from one paste: the first is reported, all are mended
 * (or so many that a list of them is still no burden; the rest the next time). */
struct same_line {
    enum utf8_fault fault;
    struct diag *diag;
    size_t end; /* of the line */
    unsigned count;
};

static void report(struct parse *p, const struct utf8_place *place, struct same_line *same)
{
    struct span span = {p->source, (uint32_t)place->start, (uint32_t)place->end};
    struct str text = p->source->text;
    bool again = same->diag && same->fault == place->fault && place->start < same->end;
    struct diag *diag = same->diag;
    if (again && ++same->count > MENDED_LIMIT)
        return;
    switch (place->fault) {
    case UTF8_OK:
    case UTF8_INVISIBLE:
        return;
    case UTF8_INVALID:
        if (!again) {
            diag = diag_report(
                p->diags, DIAG_BAD_ENCODING, span,
                DIAG_PHRASE(((struct bilingual){STR("字符残缺"), STR("a broken character")})));
            diag_help(p->diags, diag, NOTE_HELP_TYPE_AGAIN, DIAG_NONE);
        }
        break;
    case UTF8_NUL:
    case UTF8_CONTROL:
        if (!again) {
            diag = diag_report(p->diags, DIAG_CONTROL_CHARACTER, span,
                               DIAG_TEXT(code_points(p, place)));
            if (text.ptr[place->start] == '\r')
                diag_help(p->diags, diag, NOTE_HELP_LINE_END, DIAG_NONE);
            else
                help_delete(p, diag);
        }
        diag_fix(p->diags, diag, span, text.ptr[place->start] == '\r' ? STR("\n") : STR(""),
                 FIX_SAFE);
        break;
    case UTF8_BIDIRECTIONAL:
        if (!again) {
            diag = diag_report(p->diags, DIAG_BIDIRECTIONAL_CHARACTER, span,
                               DIAG_TEXT(code_points(p, place)));
            help_delete(p, diag);
        }
        diag_fix(p->diags, diag, span, STR(""), FIX_SAFE);
        break;
    }
    if (!again) {
        const char *end = memchr(text.ptr + place->start, '\n', text.len - place->start);
        *same =
            (struct same_line){place->fault, diag, end ? (size_t)(end - text.ptr) : text.len, 0};
    }
}

bool characters_check(struct parse *p)
{
    struct str text = p->source->text;
    p->text = text;
    struct utf8_place place = utf8_check(text, 0);
    if (place.fault == UTF8_OK)
        return true;
    struct bilingual encoding;
    if (is_foreign(text, &encoding)) {
        struct span span = {p->source, (uint32_t)place.start, (uint32_t)place.end};
        struct diag *diag = diag_report(p->diags, DIAG_BAD_ENCODING, span, DIAG_PHRASE(encoding));
        diag_help(p->diags, diag, NOTE_HELP_SAVE_AS_UTF8, DIAG_NONE);
        return false;
    }
    char *clean = (char *)arena_copy(p->arena, text).ptr;
    struct utf8_place *invisible = NULL;
    size_t count = 0, room = 0;
    struct same_line same = {.diag = NULL};
    for (; place.fault != UTF8_OK; place = utf8_check(text, place.end)) {
        report(p, &place, &same);
        if (place.fault == UTF8_INVISIBLE) {
            if (count == room) {
                room = room ? room * 2 : 16;
                invisible = arena_grow(p->arena, invisible, sizeof *invisible, count, room);
            }
            invisible[count++] = place;
        } else {
            memset(clean + place.start, text.ptr[place.start] == '\r' ? '\n' : ' ',
                   place.end - place.start);
        }
    }
    p->text = (struct str){clean, text.len};
    p->invisible = invisible;
    p->invisible_count = count;
    return true;
}

void characters_report_invisible(struct parse *p, const struct span *texts, size_t count)
{
    size_t text = 0;
    for (size_t i = 0; i < p->invisible_count; i++) {
        const struct utf8_place *place = &p->invisible[i];
        while (text < count && texts[text].end <= place->start)
            text++;
        bool inside = text < count && texts[text].start <= place->start;
        struct span span = {p->source, (uint32_t)place->start, (uint32_t)place->end};
        struct diag *diag =
            diag_report(p->diags, inside ? DIAG_INVISIBLE_IN_STRING : DIAG_INVISIBLE_CHARACTER,
                        span, DIAG_TEXT(code_points(p, place)));
        help_delete(p, diag);
        diag_fix(p->diags, diag, span, STR(""), inside ? FIX_NAMED : FIX_SAFE);
    }
}
