/* alike.c - names that look the same and are not. */
#include "base/alike.h"

#include "base/utf8.h"

#include <utf8proc.h>

enum { FIRST = 0x0391, END = 0xA000 /* of the code points of alike.def */ };

/* What the character of each of these code points is taken for; 0 if for none other. */
static const uint16_t taken_for[END - FIRST] = {
#define ALIKE(point, other) [point - FIRST] = other,
#include "base/alike.def"
#undef ALIKE
};

static inline uint32_t other_for(uint32_t point)
{
    return point - FIRST < END - FIRST ? taken_for[point - FIRST] : 0;
}

/* What Unicode says that the character stands for, if that is one character; else itself. */
static uint32_t compatible(uint32_t point)
{
    utf8proc_int32_t parts[4];
    int last = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char((utf8proc_int32_t)point, parts, 4,
                                                     UTF8PROC_COMPAT | UTF8PROC_COMPOSE, &last);
    return count == 1 ? (uint32_t)parts[0] : point;
}

uint32_t alike_character(uint32_t point)
{
    bool is_compatible = (point >= 0x2E80 && point < 0x3000) ||
                         (point >= 0xF900 && point < 0xFB00) || (point >= 0xFF00 && point < 0xFFF0);
    if (is_compatible)
        point = compatible(point);
    uint32_t other = other_for(point);
    return other ? other : point;
}

/* Blanks, and what is not seen. */
static bool is_unseen(uint32_t point)
{
    if (point <= 0x7F || utf8_is_ideograph(point))
        return point == ' ';
    const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)point);
    return property->ignorable || property->category == UTF8PROC_CATEGORY_ZS;
}

/* Whether the character is none that a name could hide another behind: nearly all are none. */
static inline bool is_plain(uint32_t point)
{
    return point >= 0x4E00 && point < 0xA000 ? !other_for(point) : point > ' ' && point < 0x7F;
}

bool alike_is_odd(struct str name)
{
    for (size_t at = 0; at < name.len;) {
        uint32_t point = utf8_next(name, &at);
        if (is_plain(point))
            continue;
        bool is_mark = point >= 0x300 && point < 0x370; /* é may be written as e and a mark */
        if (is_mark || is_unseen(point) || (point > 0x7F && alike_character(point) != point))
            return true;
    }
    return false;
}

struct str alike_skeleton(struct arena *a, struct str name)
{
    size_t plain = 0;
    for (size_t at = 0; at < name.len && is_plain(utf8_next(name, &at));)
        plain = at;
    if (plain == name.len)
        return name;
    name = utf8_compose(a, name);
    char *bytes = arena_bytes(a, 4 * name.len + 1);
    size_t length = 0;
    for (size_t at = 0; at < name.len;) {
        uint32_t point = utf8_next(name, &at);
        if (!is_unseen(point))
            length += utf8_write(alike_character(point), bytes + length);
    }
    return (struct str){bytes, length};
}
