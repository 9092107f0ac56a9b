/* alike.c - names that look the same and are not. */
#include "base/alike.h"

#include "base/utf8.h"

#include <utf8proc.h>

static const uint16_t odd[] = {
#define ALIKE(point, taken_for) point,
#include "base/alike.def"
#undef ALIKE
};

static const uint16_t plain[] = {
#define ALIKE(point, taken_for) taken_for,
#include "base/alike.def"
#undef ALIKE
};

/* Where `point` is among the odd ones, or would be. */
static inline size_t odd_place(uint32_t point)
{
    size_t base = 0;
    for (size_t left = sizeof odd / sizeof odd[0]; left > 1; left -= left / 2)
        base += odd[base + left / 2] <= point ? left / 2 : 0;
    return base;
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
    size_t place = odd_place(point);
    return odd[place] == point ? plain[place] : point;
}

/* Blanks, and what is not seen. */
static bool is_unseen(uint32_t point)
{
    if (point <= 0x7F || utf8_is_ideograph(point))
        return point == ' ';
    const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)point);
    return property->ignorable || property->category == UTF8PROC_CATEGORY_ZS;
}

bool alike_is_odd(struct str name)
{
    for (size_t at = 0; at < name.len;) {
        uint32_t point = utf8_next(name, &at);
        if (point >= 0x4E00 && point < 0xA000) {
            if (odd[odd_place(point)] == point)
                return true;
            continue;
        }
        bool is_mark = point >= 0x300 && point < 0x370; /* é may be written as e and a mark */
        if (is_mark || is_unseen(point) || (point > 0x7F && alike_character(point) != point))
            return true;
    }
    return false;
}

struct str alike_skeleton(struct arena *a, struct str name)
{
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
