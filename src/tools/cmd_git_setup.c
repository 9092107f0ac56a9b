/* cmd_git_setup.c - jixiao git-setup: git's attributes and configuration for declarations. */
#include "tools/files.h"
#include "tools/git.h"

#include "base/line_merge.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_ROOM = 4096, KEY_COUNT = 6, LINE_COUNT = 2 };

/*
 * Lines that a hunk's heading may quote: a project, and what opens a block on lines of its own, but for a
 * budget line: its task tells more. The brace is left out.
 */
#define HUNK_HEADINGS                               \
    "^[ \t]*((项目|project)[ \t]*[\"“][^{]*)\n" \
    "^[ \t]*([^/{}\"“” \t][^{}]*)(\\{|｛)[ \t]*(//.*)?[[:space:]]*$"

/*
 * A spreadsheet as text: xlsx2csv, which people have or can get, with control characters taken out. git stops if
 * this fails, so it never does: where nothing can be read a hash at least tells two sheets apart.
 */
#define SHEET_AS_TEXT                                                                     \
    "f() { if t=$(PYTHONIOENCODING=utf-8 xlsx2csv -a -- \"$1\" 2>/dev/null); then "       \
    "printf '%s\\n' \"$t\" | LC_ALL=C tr -d '\\000-\\010\\013-\\037\\177'; else "         \
    "echo '装上 xlsx2csv 才能看这张表 / xlsx2csv is needed to show this sheet'; " \
    "git hash-object --no-filters -- \"$1\"; fi; }; f"

static const char *const attribute_lines[LINE_COUNT] = {"*.jx merge=jixiao diff=jixiao",
                                                        "*.xlsx diff=jixiao-xlsx"};

struct setup {
    const struct options *options;
    struct arena *arena;
    struct str top;
    bool changed;
};

struct setting {
    const char *key, *value;
};

/* ---- the configuration --------------------------------------------------------------------- */

/* In quotes for the shell. */
static struct str quoted(struct arena *a, struct str text)
{
    struct str result = STR("'");
    for (size_t at = 0; at <= text.len;) {
        const char *quote = at < text.len ? memchr(text.ptr + at, '\'', text.len - at) : NULL;
        size_t end = quote ? (size_t)(quote - text.ptr) : text.len;
        result = arena_format(a, "%" STR_FORMAT "%" STR_FORMAT "%s", STR_ARG(result),
                              STR_ARG(str_part(text, at, end)), quote ? "'\\''" : "'");
        at = end + 1;
    }
    return result;
}

/* Whether the shell finds this very program as `jixiao`. */
static bool is_on_path(struct arena *a, const struct stat *self)
{
    const char *path = getenv("PATH");
    while (path && *path) {
        size_t length = strcspn(path, ":");
        struct stat status;
        struct str name = arena_format(a, "%.*s/jixiao", (int)length, path);
        if (length && access(name.ptr, X_OK) == 0) /* the first one is what the shell takes */
            return stat(name.ptr, &status) == 0 && status.st_dev == self->st_dev &&
                   status.st_ino == self->st_ino;
        path += length + (path[length] != '\0');
    }
    return false;
}

/* How the shell starts this program. */
static struct str own_command(struct arena *a)
{
    static const char self[] = "/proc/self/exe";
    struct stat status;
    char path[PATH_ROOM];
    ssize_t length = readlink(self, path, sizeof path);
    if (stat(self, &status) != 0 || length <= 0 || (size_t)length == sizeof path ||
        is_on_path(a, &status))
        return STR("jixiao");
    return quoted(a, (struct str){path, (size_t)length});
}

/* With the signs doubled that git would take for one of its placeholders. */
static struct str without_placeholders(struct arena *a, struct str text)
{
    struct text_writer out = {.arena = a};
    for (size_t i = 0; i < text.len; i++) {
        writer_put(&out, str_part(text, i, i + 1));
        if (text.ptr[i] == '%')
            writer_put(&out, STR("%"));
    }
    return writer_text(&out, 0);
}

/*
 * What git is told. Should the program be gone one day, be killed or have no room, nothing has been written: lines
 * are merged as git does it, so that theirs is never left out without a marker.
 */
static void list_settings(struct arena *a, struct setting settings[KEY_COUNT])
{
    struct str command = own_command(a);
    settings[0] =
        (struct setting){"merge.jixiao.name", "绩效目标申报 performance-target declarations"};
    settings[1] = (struct setting){
        "merge.jixiao.driver",
        arena_format(a,
                     "%" STR_FORMAT " merge --marker-size=%%L -- %%O %%A %%B %%P || { s=$?; "
                     "test $s -eq 1 && exit 1; "
                     "git merge-file -q --marker-size=%%L -L ours -L base -L theirs %%A %%O %%B; }",
                     STR_ARG(without_placeholders(a, command)))
            .ptr};
    settings[2] = (struct setting){"diff.jixiao.xfuncname", HUNK_HEADINGS};
    /* As git calls an external diff, which copes with a side that is not there. */
    settings[3] = (struct setting){
        "difftool.jixiao.cmd",
        arena_format(a,
                     "z=0000000000000000000000000000000000000000; %" STR_FORMAT
                     " diff -- \"$MERGED\" \"$LOCAL\" $z 100644 \"$REMOTE\" $z 100644",
                     STR_ARG(command))
            .ptr};
    settings[4] = (struct setting){"diff.jixiao-xlsx.textconv", SHEET_AS_TEXT};
    settings[5] = (struct setting){"diff.jixiao-xlsx.xfuncname", "^-------- [0-9]+ - (.*)$"};
}

static bool set_all(struct setup *setup)
{
    struct arena *a = setup->arena;
    struct setting settings[KEY_COUNT];
    list_settings(a, settings);
    for (size_t i = 0; i < KEY_COUNT; i++) {
        struct str now = git_config(a, settings[i].key);
        const char *wanted = setup->options->undo ? NULL : settings[i].value;
        if (wanted ? str_equal(now, str_of(wanted)) : now.len == 0)
            continue;
        if (!git_config_set(a, settings[i].key, wanted)) {
            command_refuse(setup->options, settings[i].key, "git 写不了配置",
                           "git cannot write its configuration");
            return false;
        }
        setup->changed = true;
    }
    return true;
}

/* ---- the attributes ------------------------------------------------------------------------ */

/* Where a line of ours begins in the text; text.len if it is not there. `*end` is behind it and its line end. */
static size_t find_line(struct str text, const char *wanted, size_t *end)
{
    for (size_t at = 0; at < text.len;) {
        const char *stop = memchr(text.ptr + at, '\n', text.len - at);
        size_t line_end = stop ? (size_t)(stop - text.ptr) : text.len;
        struct str line = str_part(text, at, line_end);
        if (str_ends_with(line, STR("\r")))
            line.len--;
        *end = line_end + (stop != NULL);
        if (str_equal(line, str_of(wanted)))
            return at;
        at = *end;
    }
    *end = text.len;
    return text.len;
}

/* With a line of ours at the end. A last line that has no end gets one, and ours has none then, so that --undo
 * gives the same bytes back. */
static struct str with_line(struct arena *a, struct str text, const char *added)
{
    const char *first = text.len ? memchr(text.ptr, '\n', text.len) : NULL;
    const char *line_end = first && first > text.ptr && first[-1] == '\r' ? "\r\n" : "\n";
    if (text.len == 0 || str_ends_with(text, STR("\n")))
        return arena_format(a, "%" STR_FORMAT "%s%s", STR_ARG(text), added, line_end);
    return arena_format(a, "%" STR_FORMAT "%s%s", STR_ARG(text), line_end, added);
}

static struct str without_line(struct arena *a, struct str text, size_t start, size_t end)
{
    if (end == text.len && !str_ends_with(text, STR("\n"))) {
        start -= start > 0; /* the line end that was put before it */
        start -= start > 0 && text.ptr[start - 1] == '\r';
    }
    const struct str parts[] = {str_part(text, 0, start), str_part(text, end, text.len)};
    return arena_join(a, parts, 2);
}

/* The text with our lines, or without them: they go as they came, the last one first. */
static struct str changed_lines(struct arena *a, struct str text, bool undo)
{
    for (size_t i = 0; i < LINE_COUNT; i++) {
        const char *line = attribute_lines[undo ? LINE_COUNT - 1 - i : i];
        size_t end, start = find_line(text, line, &end);
        bool is_there = start < text.len;
        if (undo && is_there)
            text = without_line(a, text, start, end);
        else if (!undo && !is_there)
            text = with_line(a, text, line);
    }
    return text;
}

/* Puts our lines into .gitattributes at the top, or takes them out. */
static bool set_attributes(struct setup *setup)
{
    struct arena *a = setup->arena;
    struct str path = arena_format(a, "%" STR_FORMAT "/.gitattributes", STR_ARG(setup->top));
    struct str text = STR("");
    if (access(path.ptr, F_OK) == 0) {
        struct source *source;
        struct file file = {NULL, path.ptr};
        if (!file_read_or_tell(setup->options, &file, a, &source))
            return false;
        text = source->text;
    } else if (errno != ENOENT) {
        command_fail(path.ptr, strerror(errno));
        return false;
    }
    struct str wanted = changed_lines(a, text, setup->options->undo);
    if (str_equal(wanted, text))
        return true;
    setup->changed = true;
    if (wanted.len)
        return file_replace(AT_FDCWD, path, wanted);
    if (unlink(path.ptr) == 0)
        return true;
    command_fail(path.ptr, strerror(errno));
    return false;
}

/* Says so if another line or file overrules ours. */
static void check_attribute(struct setup *setup)
{
    struct str output;
    const char *const arguments[] = {"check-attr", "merge", "--", "jixiao.jx", NULL};
    if (git_run(setup->arena, arguments, true, &output) == 0 && output.len &&
        !str_ends_with(output, STR(": jixiao\n")))
        command_refuse(setup->options, ".gitattributes",
                       "还有别的行管着 *.jx 的 merge，git 不会用 jixiao 合并",
                       "other lines decide on merge for *.jx: git will not merge by jixiao");
}

/* ---- the command --------------------------------------------------------------------------- */

static void tell(const struct setup *setup)
{
    bool english = setup->options->language == LANGUAGE_ENGLISH;
    bool undo = setup->options->undo;
    if (!setup->changed)
        puts(english ? undo ? "nothing to undo" : "git is set up already"
             : undo  ? "没有要去掉的"
                     : "已经设好了");
    else if (undo)
        puts(english ? "taken away: the lines in .gitattributes, and jixiao's keys in the "
                       "configuration of this repository"
                     : "去掉了 .gitattributes 里的那两行，和本库 git 配置里 jixiao 的几项");
    else
        puts(english
                 ? "git merges *.jx by jixiao from now on, names project and block in diffs, and "
                   "shows "
                   "*.xlsx as text.\n"
                   "Commit .gitattributes; the configuration is of this clone only: run this in "
                   "each.\nWhat changed, in words: git difftool -y -t jixiao"
                 : "从现在起，git 用 jixiao 合并 *.jx，diff 里写出改动在哪个项目、哪一块，*.xlsx "
                   "也显示成文字。\n"
                   "请提交 .gitattributes；配置只管这一份克隆，别的克隆里也要运行一次。\n"
                   "看改了什么：git difftool -y -t jixiao");
}

int command_git_setup(const struct options *options)
{
    struct arena a = ARENA_INIT;
    struct setup setup = {.options = options, .arena = &a, .top = git_top(&a)};
    int status = EXIT_CANNOT;
    if (setup.top.len == 0) {
        command_refuse(options, NULL, "这里不是 git 的工作区", "this is no work tree of git");
    } else if (set_attributes(&setup) && set_all(&setup)) {
        tell(&setup);
        if (!options->undo)
            check_attribute(&setup);
        status = EXIT_CLEAN;
    }
    arena_free(&a);
    return status;
}
