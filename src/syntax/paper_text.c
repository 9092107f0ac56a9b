/* paper_text.c - the parts that texts written as on paper are read by. */
#include "syntax/paper_text.h"

#include "base/date.h"
#include "base/utf8.h"
#include "syntax/signs.h"

bool paper_begins(struct str text, const char *wanted)
{
    return str_starts_with(text, str_of(wanted));
}

struct str paper_rest(struct str text, size_t from)
{
    return str_part(text, from < text.len ? from : text.len, text.len);
}

struct str paper_half_width(struct arena *a, struct str text)
{
    char *copy = arena_bytes(a, text.len + 1);
    size_t length = 0;
    for (size_t at = 0, digit; at < text.len;) {
        size_t start = at;
        int value = sign_digit(text, at, &digit);
        uint32_t point = utf8_next(text, &at);
        const char *twin = point < 0x80 ? NULL : sign_twin(point);
        if (value >= 0) {
            copy[length++] = (char)('0' + value);
        } else if (twin && twin[0] && strchr(" .%/~-<>=", twin[0]) && strcmp(twin, "<<") != 0) {
            memcpy(copy + length, twin, strlen(twin));
            length += strlen(twin);
        } else {
            memcpy(copy + length, text.ptr + start, at - start);
            length += at - start;
        }
    }
    return (struct str){copy, length};
}

struct str paper_trim(struct str text)
{
    while (text.len && text.ptr[0] == ' ')
        text = paper_rest(text, 1);
    for (;;) {
        if (text.len && text.ptr[text.len - 1] == ' ')
            text.len--;
        else if (str_ends_with(text, STR("。")) || str_ends_with(text, STR("，")))
            text.len -= 3;
        else
            return text;
    }
}

int paper_take_number(struct str *text)
{
    enum { MOST = 9999 };
    int value = -1;
    *text = paper_trim(*text);
    while (text->len && text->ptr[0] >= '0' && text->ptr[0] <= '9' && value <= MOST) {
        value = (value < 0 ? 0 : value) * 10 + (text->ptr[0] - '0');
        *text = paper_rest(*text, 1);
    }
    return value > MOST ? -1 : value;
}

bool paper_take(struct str *text, const char *wanted)
{
    struct str trimmed = paper_trim(*text);
    if (!paper_begins(trimmed, wanted))
        return false;
    *text = paper_rest(trimmed, strlen(wanted));
    return true;
}

size_t paper_number_end(struct str text)
{
    size_t at = 0;
    while (at < text.len &&
           ((text.ptr[at] >= '0' && text.ptr[at] <= '9') || (at > 0 && strchr(".,", text.ptr[at]))))
        at++;
    return at;
}

bool paper_is_day(int year, int month, int day)
{
    return date_is_valid((struct date){(int16_t)year, (int8_t)month, (int8_t)day});
}
