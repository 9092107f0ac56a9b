/* json_write.c - JSON as it comes, in one canonical form. */
#include "emit/json_write.h"

#include "base/utf8.h"

/* Deeper levels are not set off any further: white space alone would grow with the square of the
 * depth, and a small file of deep lines would fill a disk. */
enum { INDENTED_LEVELS = 32 };

/* ---- texts ---------------------------------------------------------------------------------- */

/* ASCII that is written as itself. */
static bool is_plain_byte(unsigned char byte)
{
    return byte >= ' ' && byte < 0x80 && byte != '"' && byte != '\\';
}

/* Past what is written as it is, from `at` on; of other than ASCII only the commonest. */
static size_t skip_plain(struct str text, size_t at)
{
    for (;;) {
        size_t start = at;
        while (at < text.len && is_plain_byte((unsigned char)text.ptr[at]))
            at++;
        at = utf8_skip_common(text, at);
        if (at == start)
            return at;
    }
}

static void write_number_escape(struct json *j, uint32_t point)
{
    static const char digits[] = "0123456789abcdef";
    const char escape[6] = {'\\',
                            'u',
                            digits[point >> 12 & 15],
                            digits[point >> 8 & 15],
                            digits[point >> 4 & 15],
                            digits[point & 15]};
    sink_put(&j->sink, (struct str){escape, sizeof escape});
}

/* Writes what stands for a character that is not written as itself. */
static void write_escape(struct json *j, uint32_t point)
{
    static const char letters[] = "\"\\\b\f\n\r\t", names[] = "\"\\bfnrt";
    const char *letter = memchr(letters, (int)point, sizeof letters - 1);
    if (letter) {
        sink_byte(&j->sink, '\\');
        sink_byte(&j->sink, names[letter - letters]);
    } else {
        write_number_escape(j, point);
    }
}

static void write_text(struct json *j, struct str text)
{
    size_t plain = 0; /* where the run that can be written as it is begins */
    sink_byte(&j->sink, '"');
    for (size_t at = 0; (at = skip_plain(text, at)) < text.len;) {
        size_t start = at;
        uint32_t point = utf8_next(text, &at);
        if (point >= 0x80 && point != 0xFFFD)
            continue;
        sink_put(&j->sink, str_part(text, plain, start));
        plain = at;
        if (point == 0 || point == 0xFFFD)
            sink_put(&j->sink, STR("\xEF\xBF\xBD"));
        else
            write_escape(j, point);
    }
    sink_put(&j->sink, str_part(text, plain, text.len));
    sink_byte(&j->sink, '"');
}

/* ---- objects and lists ---------------------------------------------------------------------- */

static void start_line(struct json *j)
{
    static const char blanks[2 * INDENTED_LEVELS + 1] =
        "                                                                ";
    unsigned level = j->level < INDENTED_LEVELS ? j->level : INDENTED_LEVELS;
    sink_byte(&j->sink, '\n');
    sink_put(&j->sink, (struct str){blanks, 2 * (size_t)level});
}

/* Begins a member of an object or an element of a list. */
static void start_value(struct json *j, const char *key)
{
    if (j->has_begun)
        sink_byte(&j->sink, ',');
    if (j->level)
        start_line(j);
    j->has_begun = true;
    if (key) {
        write_text(j, str_of(key));
        sink_put(&j->sink, STR(": "));
    }
}

static void open(struct json *j, const char *key, char bracket)
{
    start_value(j, key);
    sink_byte(&j->sink, bracket);
    j->level++;
    j->has_begun = false;
}

static void close(struct json *j, char bracket)
{
    j->level--;
    if (j->has_begun)
        start_line(j);
    sink_byte(&j->sink, bracket);
    j->has_begun = true;
}

void json_open_object(struct json *j, const char *key)
{
    open(j, key, '{');
}

void json_close_object(struct json *j)
{
    close(j, '}');
}

void json_open_list(struct json *j, const char *key)
{
    open(j, key, '[');
}

void json_close_list(struct json *j)
{
    close(j, ']');
}

/* ---- values --------------------------------------------------------------------------------- */

void json_text(struct json *j, const char *key, struct str text)
{
    start_value(j, key);
    write_text(j, text);
}

void json_text_or_null(struct json *j, const char *key, struct str text)
{
    if (text.len > 0)
        json_text(j, key, text);
    else
        json_null(j, key);
}

void json_whole(struct json *j, const char *key, uint32_t number)
{
    start_value(j, key);
    sink_number(&j->sink, number);
}

void json_truth(struct json *j, const char *key, bool truth)
{
    start_value(j, key);
    sink_put(&j->sink, truth ? STR("true") : STR("false"));
}

void json_null(struct json *j, const char *key)
{
    start_value(j, key);
    sink_put(&j->sink, STR("null"));
}

static void json_integer(struct json *j, const char *key, int number)
{
    start_value(j, key);
    if (number < 0)
        sink_byte(&j->sink, '-');
    sink_number(&j->sink, number < 0 ? 0u - (unsigned)number : (unsigned)number);
}

void json_tree(struct json *j, const char *key, const cJSON *value)
{
    const cJSON *member;
    if (cJSON_IsObject(value)) {
        json_open_object(j, key);
        for (member = value->child; member; member = member->next)
            json_tree(j, member->string, member);
        json_close_object(j);
    } else if (cJSON_IsArray(value)) {
        json_open_list(j, key);
        for (member = value->child; member; member = member->next)
            json_tree(j, NULL, member);
        json_close_list(j);
    } else if (cJSON_IsString(value)) {
        json_text(j, key, str_of(value->valuestring));
    } else if (cJSON_IsNumber(value)) {
        json_integer(j, key, value->valueint);
    } else if (cJSON_IsBool(value)) {
        json_truth(j, key, cJSON_IsTrue(value));
    } else {
        json_null(j, key);
    }
}

void json_end(struct json *j)
{
    sink_byte(&j->sink, '\n');
    sink_flush(&j->sink);
}
