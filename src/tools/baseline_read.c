/* baseline_read.c - reading what an office has found and lives with. */
#include "tools/baseline.h"

#include "base/utf8.h"
#include "tools/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- the bytes ------------------------------------------------------------------------------ */

/* Reads the file whole; false after telling why not. */
static bool read_file(const struct options *options, const char *name, struct arena *a,
                      struct str *text)
{
    struct stat status;
    int fd = open(name, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    size_t length = 0;
    if (fd < 0 || fstat(fd, &status) != 0) {
        command_fail_system(options, name, errno);
        if (fd >= 0)
            close(fd);
        return false;
    }
    bool is_usable = S_ISREG(status.st_mode) && status.st_size <= BASELINE_SIZE_LIMIT;
    if (!is_usable)
        command_refuse(options, name, "不是普通文件，或者太大",
                       "not an ordinary file, or too large");
    size_t size = is_usable ? (size_t)status.st_size : 0;
    char *bytes = arena_bytes(a, size + 1);
    while (is_usable && length < size) {
        ssize_t got = read(fd, bytes + length, size - length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            command_fail_system(options, name, got < 0 ? errno : EIO);
            is_usable = false;
            break;
        }
        length += (size_t)got;
    }
    close(fd);
    *text = (struct str){bytes, length};
    return is_usable;
}

/* ---- one line ------------------------------------------------------------------------------- */

/* A line being read; once something is wrong nothing more is taken. */
struct line_reader {
    struct arena *arena;
    struct str text;
    size_t at;
    bool is_wrong;
};

/* Takes these very bytes, or nothing; whether they were there. */
static bool takes(struct line_reader *r, struct str wanted)
{
    struct str rest = str_part(r->text, r->at, r->text.len);
    if (r->is_wrong || !str_starts_with(rest, wanted))
        return false;
    r->at += wanted.len;
    return true;
}

static void take(struct line_reader *r, struct str wanted)
{
    r->is_wrong |= !takes(r, wanted);
}

/* Four hexadecimal digits. */
static uint32_t take_unit(struct line_reader *r)
{
    uint32_t unit = 0;
    for (int i = 0; i < 4; i++) {
        const char *digits = "0123456789abcdef";
        char c = r->at < r->text.len ? r->text.ptr[r->at] : '\0';
        const char *digit = c ? strchr(digits, c) : NULL;
        if (!digit) {
            r->is_wrong = true;
            return 0;
        }
        unit = unit * 16 + (uint32_t)(digit - digits);
        r->at++;
    }
    return unit;
}

/* The character behind a backslash. */
static size_t take_escape(struct line_reader *r, char *out)
{
    static const char letters[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    char c = r->at < r->text.len ? r->text.ptr[r->at++] : '\0';
    const char *letter = c ? strchr(letters, c) : NULL;
    if (letter) {
        *out = meant[letter - letters];
        return 1;
    }
    r->is_wrong |= c != 'u';
    uint32_t point = take_unit(r);
    if (point >= 0xD800 && point < 0xDC00) {
        take(r, STR("\\u"));
        uint32_t low = take_unit(r);
        r->is_wrong |= low < 0xDC00 || low > 0xDFFF;
        point = 0x10000 + (point - 0xD800) * 0x400 + (low - 0xDC00);
    }
    r->is_wrong |= point == 0 || (point >= 0xD800 && point < 0xE000);
    return r->is_wrong ? 0 : utf8_write(point, out);
}

/* A string of JSON, its quotes included. */
static struct str take_string(struct line_reader *r)
{
    take(r, STR("\""));
    char *copy = arena_bytes(r->arena, r->text.len - r->at + 1);
    size_t length = 0;
    while (!r->is_wrong) {
        unsigned char c = r->at < r->text.len ? (unsigned char)r->text.ptr[r->at++] : 0;
        if (c == '"')
            break;
        if (c < 0x20)
            r->is_wrong = true;
        else if (c == '\\')
            length += take_escape(r, copy + length);
        else
            copy[length++] = (char)c;
    }
    return (struct str){copy, length};
}

static enum diag_severity take_severity(struct line_reader *r)
{
    static const struct {
        const char *word;
        enum diag_severity severity;
    } rows[] = {{"\"error\"", DIAG_ERROR}, {"\"warning\"", DIAG_WARNING}, {"\"hint\"", DIAG_HINT}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (takes(r, str_of(rows[i].word)))
            return rows[i].severity;
    }
    r->is_wrong = true;
    return DIAG_HINT;
}

static struct str take_fingerprint(struct line_reader *r)
{
    take(r, STR("\""));
    struct str digits = str_part(r->text, r->at, r->at);
    while (!r->is_wrong && digits.len < FINGERPRINT_LENGTH) {
        char c = r->at < r->text.len ? r->text.ptr[r->at] : '\0';
        r->is_wrong = !c || !strchr("0123456789abcdef", c);
        digits.len++;
        r->at++;
    }
    take(r, STR("\""));
    return digits;
}

static int compare_texts(const void *left, const void *right)
{
    return str_compare(*(const struct str *)left, *(const struct str *)right);
}

static void take_parts(struct line_reader *r, struct baseline_row *row)
{
    size_t room = (r->text.len - r->at) / FINGERPRINT_LENGTH + 1;
    row->parts = ARENA_ARRAY(r->arena, struct str, room);
    do {
        struct str part = take_fingerprint(r);
        if (!r->is_wrong)
            row->parts[row->part_count++] = part;
    } while (takes(r, STR(",")));
    take(r, STR("]"));
    if (row->part_count > 0)
        qsort(row->parts, row->part_count, sizeof *row->parts, compare_texts);
}

static unsigned take_count(struct line_reader *r)
{
    unsigned count = 0, digits = 0;
    for (; r->at < r->text.len && digits < 9; digits++, r->at++) {
        char c = r->text.ptr[r->at];
        if (c < '0' || c > '9')
            break;
        count = count * 10 + (unsigned)(c - '0');
    }
    r->is_wrong |= digits == 0 || count == 0;
    return count;
}

/* ---- all of them ---------------------------------------------------------------------------- */

static struct baseline_file *file_of(struct baseline *baseline, struct str path, struct arena *a)
{
    struct baseline_file *file = (struct baseline_file *)map_get(&baseline->by_path, path);
    if (file)
        return file;
    if (baseline->count == baseline->room) {
        baseline->room = baseline->room ? 2 * baseline->room : 64;
        baseline->files = arena_grow(a, baseline->files, sizeof(struct baseline_file *),
                                     baseline->count, baseline->room);
    }
    file = ARENA_NEW(a, struct baseline_file);
    file->path = path;
    baseline->files[baseline->count++] = file;
    map_put(&baseline->by_path, a, path, file);
    return file;
}

static void row_add(struct baseline_file *file, struct baseline_row row, struct arena *a)
{
    if (file->count == file->room) {
        file->room = file->room ? 2 * file->room : 4;
        file->rows = arena_grow(a, file->rows, sizeof *file->rows, file->count, file->room);
    }
    struct baseline_row *added = &file->rows[file->count++];
    added->fingerprint = row.fingerprint;
    added->parts = row.parts;
    added->part_count = row.part_count;
    added->severity = row.severity;
}

/* False if the line is none of a baseline. */
static bool read_line(struct baseline *baseline, struct str text, struct arena *a)
{
    struct line_reader r = {.arena = a, .text = text};
    struct baseline_row row = {.part_count = 0};
    take(&r, STR("{\"path\":"));
    struct str path = take_string(&r);
    if (takes(&r, STR(",\"code\":"))) {
        r.is_wrong |= take_string(&r).len == 0;
        take(&r, STR(",\"severity\":"));
        row.severity = take_severity(&r);
        take(&r, STR(",\"fingerprint\":"));
        row.fingerprint = take_fingerprint(&r);
        if (takes(&r, STR(",\"parts\":[")))
            take_parts(&r, &row);
        take(&r, STR("}"));
        if (!r.is_wrong && r.at == text.len)
            row_add(file_of(baseline, path, a), row, a);
    } else {
        take(&r, STR(",\"severity\":"));
        enum diag_severity severity = take_severity(&r);
        take(&r, STR(",\"count\":"));
        unsigned count = take_count(&r);
        take(&r, STR("}"));
        if (!r.is_wrong && r.at == text.len)
            file_of(baseline, path, a)->more[severity] = count;
    }
    return !r.is_wrong && r.at == text.len;
}

static int compare_rows(const void *left, const void *right)
{
    const struct baseline_row *one = left, *other = right;
    return str_compare(one->fingerprint, other->fingerprint);
}

/* Of two rows for one finding that which hides less goes first. */
static int compare_order(const void *left, const void *right)
{
    const struct baseline_row *one = left, *other = right;
    int order = compare_rows(one, other);
    if (order == 0)
        order = (int)one->severity - (int)other->severity;
    return order ? order
                 : (one->part_count > other->part_count) - (one->part_count < other->part_count);
}

static int compare_files(const void *left, const void *right)
{
    return str_compare((*(struct baseline_file *const *)left)->path,
                       (*(struct baseline_file *const *)right)->path);
}

/* Sorts all, and leaves each row once: a merge may have doubled a line. */
static void sort(struct baseline *baseline)
{
    if (baseline->count > 0)
        qsort(baseline->files, baseline->count, sizeof *baseline->files, compare_files);
    for (size_t i = 0; i < baseline->count; i++) {
        struct baseline_file *file = baseline->files[i];
        size_t kept = 0;
        if (file->count > 0)
            qsort(file->rows, file->count, sizeof *file->rows, compare_order);
        for (size_t at = 0; at < file->count; at++) {
            if (kept > 0 && compare_rows(&file->rows[kept - 1], &file->rows[at]) == 0)
                continue;
            if (kept != at)
                memcpy(&file->rows[kept], &file->rows[at], sizeof *file->rows);
            kept++;
        }
        file->count = kept;
    }
}

static bool refuse_line(const struct options *options, const char *name, size_t number,
                        struct arena *a)
{
    const char *place = arena_format(a, "%s:%zu", name, number).ptr;
    command_refuse(options, place,
                   number == 1 ? "这不是基线文件：第一行应当是 {\"jixiao_baseline\":1}"
                               : "基线文件坏了：这一行读不懂。用 --write-baseline 重新写一份",
                   number == 1 ? "this is no baseline: its first line is {\"jixiao_baseline\":1}"
                               : "the baseline is damaged: this line cannot be read. Write it anew "
                                 "with --write-baseline");
    return false;
}

bool baseline_read(struct baseline *baseline, const struct options *options, const char *name,
                   struct arena *a)
{
    struct str text;
    size_t number = 1;
    *baseline = (struct baseline){0};
    if (!read_file(options, name, a, &text))
        return false;
    for (size_t at = 0; at < text.len || number == 1; number++) {
        const char *end = at < text.len ? memchr(text.ptr + at, '\n', text.len - at) : NULL;
        size_t stop = end ? (size_t)(end - text.ptr) : text.len;
        struct str line = str_part(text, at, stop);
        bool is_right = number == 1 ? str_equal(line, STR("{\"jixiao_baseline\":1}"))
                                    : read_line(baseline, line, a);
        if (!end || !is_right)
            return refuse_line(options, name, number, a);
        at = stop + 1;
    }
    sort(baseline);
    return true;
}

struct baseline_row *baseline_find(const struct baseline_file *file, const struct diag *diag)
{
    struct baseline_row wanted = {.fingerprint = diag->fingerprint};
    struct baseline_row *row = file->count > 0 ? bsearch(&wanted, file->rows, file->count,
                                                         sizeof *file->rows, compare_rows)
                                               : NULL;
    if (!row || row->severity < diag->severity)
        return NULL;
    for (const struct diag_part *part = diag->parts; part; part = part->next) {
        if (row->part_count == 0 || !bsearch(&part->fingerprint, row->parts, row->part_count,
                                             sizeof *row->parts, compare_texts))
            return NULL;
    }
    return row;
}
