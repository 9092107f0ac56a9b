/* options.c - the command line, read by one table. */
#include "tools/command.h"

#include "base/line_merge.h"
#include "base/nearest.h"

#include <getopt.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    CHECK = 1 << COMMAND_CHECK,
    BUILD = 1 << COMMAND_BUILD,
    UNITS = 1 << COMMAND_UNITS,
    FMT = 1 << COMMAND_FMT,
    DIFF = 1 << COMMAND_DIFF,
    FIX = 1 << COMMAND_FIX,
    RULES = 1 << COMMAND_RULES,
    EXPLAIN = 1 << COMMAND_EXPLAIN,
    MERGE = 1 << COMMAND_MERGE,
    GIT_SETUP = 1 << COMMAND_GIT_SETUP,
    ALL = (1 << (COMMAND_COUNT + 1)) - 1,
};

enum option_id {
#define OPTION(name, word, letter, argument, commands, chinese, english) OPTION_##name,
#include "tools/options.def"
#undef OPTION
    OPTION_COUNT
};

static const struct {
    const char *word, *argument, *chinese, *english;
    int letter, commands;
} rows[] = {
#define OPTION(name, word, letter, argument, commands, chinese, english) \
    {word, argument, chinese, english, letter, commands},
#include "tools/options.def"
#undef OPTION
};

static const struct {
    const char *word, *arguments, *chinese, *english;
} command_rows[] = {
#define COMMAND(name, word, function, arguments, chinese, english) \
    {word, arguments, chinese, english},
#include "tools/commands.def"
#undef COMMAND
};

enum {
    LONG_ONLY = 1000, /* what getopt_long returns for row n: n + this */
    JOBS_LIMIT = 256,
};

static bool language_find(const char *word, enum language *language)
{
    bool english = strcmp(word, "en") == 0;
    if (!english && strcmp(word, "zh") != 0)
        return false;
    *language = english ? LANGUAGE_ENGLISH : LANGUAGE_CHINESE;
    return true;
}

enum language options_language(int argc, char **argv)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    enum language language;
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "--lang") == 0 && argv[i + 1] && language_find(argv[i + 1], &language))
            return language;
        if (strncmp(argv[i], "--lang=", 7) == 0 && language_find(argv[i] + 7, &language))
            return language;
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return strncmp(value, "en", 2) == 0 ? LANGUAGE_ENGLISH : LANGUAGE_CHINESE;
    }
    return LANGUAGE_CHINESE;
}

static bool read_formats(struct options *o, const char *text)
{
    o->any_format = true;
    for (struct str rest = str_of(text); rest.len;) {
        const char *comma = memchr(rest.ptr, ',', rest.len);
        size_t length = comma ? (size_t)(comma - rest.ptr) : rest.len;
        enum emitter_id id = emitter_find(str_part(rest, 0, length));
        if (id == EMITTER_COUNT)
            return false;
        o->formats[id] = true;
        rest = str_part(rest, length + (comma != NULL), rest.len);
    }
    return *text != '\0';
}

static bool set_severity(struct options *o, struct arena *a, const char *rule,
                         enum severity severity)
{
    severities_set(&o->severities, a, str_of(rule), severity, (struct span){0});
    return *rule != '\0';
}

static bool add_code(struct options *o, struct arena *a, const char *argument)
{
    enum diag_code code = diag_find(str_of(argument));
    if (code == DIAG_CODE_COUNT)
        return false;
    enum diag_code *codes = arena_grow(a, o->fix_codes.codes, sizeof *codes, o->fix_codes.count,
                                       o->fix_codes.count + 1);
    codes[o->fix_codes.count++] = code;
    o->fix_codes.codes = codes;
    return true;
}

/* A number from 1 to `most`; of what is none, `instead` is kept. */
static bool set_number(unsigned *number, const char *argument, unsigned most, unsigned instead)
{
    unsigned value = 0;
    for (; *argument && value <= most; argument++)
        value = *argument >= '0' && *argument <= '9' ? value * 10 + (unsigned)(*argument - '0')
                                                     : most + 1;
    bool is_one = value >= 1 && value <= most;
    *number = is_one ? value : instead;
    return is_one;
}

static bool set_text(const char **text, const char *argument)
{
    *text = argument;
    return *argument != '\0';
}

/* False if the argument is none that the option takes. */
static bool set_option(struct options *o, enum option_id id, struct arena *a, const char *argument)
{
    switch (id) {
    case OPTION_LANG:
        return language_find(argument, &o->language);
    case OPTION_CHECK_FORMAT:
    case OPTION_FORMAT:
        o->print.format = diag_format_find(str_of(argument));
        return o->print.format != DIAG_FORMAT_COUNT &&
               (id == OPTION_CHECK_FORMAT || !diag_format_is_document(o->print.format));
    case OPTION_COLOR:
        o->print.color =
            strcmp(argument, "always") == 0 || (strcmp(argument, "auto") == 0 && o->print.color);
        return strcmp(argument, "always") == 0 || strcmp(argument, "auto") == 0 ||
               strcmp(argument, "never") == 0;
    case OPTION_AMBIGUOUS:
        return set_number(&o->print.ambiguous_width, argument, 2, 1);
    case OPTION_JOBS:
        return set_number(&o->jobs, argument, JOBS_LIMIT, 0);
    case OPTION_DENY:
        o->deny_warnings = true;
        return strcmp(argument, "warnings") == 0;
    case OPTION_ERROR:
        return set_severity(o, a, argument, SEVERITY_ERROR);
    case OPTION_WARN:
        return set_severity(o, a, argument, SEVERITY_WARNING);
    case OPTION_ALLOW:
        return set_severity(o, a, argument, SEVERITY_OFF);
    case OPTION_SINCE:
        return set_text(&o->since, argument);
    case OPTION_BASELINE:
        return set_text(&o->baseline, argument);
    case OPTION_WRITE_BASELINE:
        return set_text(&o->write_baseline, argument);
    case OPTION_QUIET:
        o->quiet = true;
        return true;
    case OPTION_DRAFT:
        o->draft = true;
        return true;
    case OPTION_ONLY_CHECK:
        o->check_only = true;
        return true;
    case OPTION_EXIT_CODE:
        o->exit_code = true;
        return true;
    case OPTION_UNDO:
        o->undo = true;
        return true;
    case OPTION_AS:
        o->changes = changes_find(str_of(argument));
        return o->changes != NULL;
    case OPTION_SHOW_DIFF:
        o->show_diff = true;
        return true;
    case OPTION_WORDS:
        o->translates = true;
        return language_find(argument, &o->words);
    case OPTION_CODE:
        return add_code(o, a, argument);
    case OPTION_HELP:
        o->help = true;
        return true;
    case OPTION_VERSION:
        o->version = true;
        return true;
    case OPTION_MARKER_SIZE:
        return set_number(&o->marker_size, argument, MARKER_LIMIT, MARKER_SIZE);
    case OPTION_FRAMEWORK:
        return set_text(&o->framework, argument);
    case OPTION_OUTPUT:
        return set_text(&o->output, argument);
    case OPTION_TO:
        return read_formats(o, argument);
    case OPTION_COUNT:
        break;
    }
    return false;
}

static void fill_tables(enum command_id command, struct option *longs, char *letters)
{
    *letters++ = ':';
    for (int id = 0; id < OPTION_COUNT; id++) {
        if (!(rows[id].commands & 1 << command))
            continue;
        *longs++ =
            (struct option){rows[id].word, rows[id].argument ? required_argument : no_argument,
                            NULL, id + LONG_ONLY};
        if (rows[id].letter) {
            *letters++ = (char)rows[id].letter;
            if (rows[id].argument)
                *letters++ = ':';
        }
    }
    *longs = (struct option){0};
    *letters = '\0';
}

static enum option_id option_of(int found)
{
    if (found >= LONG_ONLY)
        return (enum option_id)(found - LONG_ONLY);
    enum option_id id = 0;
    while (id < OPTION_COUNT && rows[id].letter != found)
        id++;
    return id;
}

/* ---- what is wrong with an option ----------------------------------------------------------- */

/* What an option may be: the words of its row, or what the row only has a name for. */
static struct str values_text(struct arena *a, enum option_id id, enum language language)
{
    bool english = language == LANGUAGE_ENGLISH;
    if (id == OPTION_JOBS)
        return arena_format(a, english ? "a number from 1 to %d" : "1 到 %d 的整数", JOBS_LIMIT);
    if (id == OPTION_MARKER_SIZE)
        return arena_format(a, english ? "a number from 1 to %d" : "1 到 %d 的整数", MARKER_LIMIT);
    if (id == OPTION_ERROR || id == OPTION_WARN || id == OPTION_ALLOW)
        return english ? STR("a rule's code or name, the letter of a group, or all")
                       : STR("规则的编码或名称、一组规则的字母，或 all");
    if (id == OPTION_FRAMEWORK)
        return english ? STR("the name of a framework") : STR("体系的名称");
    if (id == OPTION_SINCE)
        return english ? STR("a revision of git, as main or HEAD~1")
                       : STR("git 的一个版本，如 main、HEAD~1");
    if (id == OPTION_CODE)
        return english ? STR("the code of a diagnostic, as JX0301")
                       : STR("一条诊断的代码，如 JX0301");
    if (id == OPTION_BASELINE || id == OPTION_WRITE_BASELINE)
        return english ? STR("a file") : STR("一个文件");
    if (id == OPTION_OUTPUT)
        return english ? STR("a folder, or -") : STR("一个文件夹，或 -");
    struct str text = STR("");
    for (const char *rest = rows[id].argument; *rest;) {
        size_t length = strcspn(rest, "|,");
        const struct str parts[] = {text,
                                    text.len == 0 ? STR("")
                                    : english     ? STR(", ")
                                                  : STR("、"),
                                    {rest, length}};
        text = arena_join(a, parts, 3);
        rest += length + (rest[length] != '\0');
    }
    return text;
}

static void refuse_value(const struct options *o, enum option_id id, const char *value)
{
    struct arena a = ARENA_INIT;
    struct str values = values_text(&a, id, o->language);
    const char *format = o->language == LANGUAGE_ENGLISH
                             ? "--%s cannot be '%s': it can be %" STR_FORMAT
                             : "--%s 不能是“%s”：可以是 %" STR_FORMAT;
    command_fail(NULL, arena_format(&a, format, rows[id].word, value, STR_ARG(values)).ptr);
    arena_free(&a);
}

/* Why getopt_long did not know what was `given`: the option of another command, one that takes no
 * value, or none at all. */
static void refuse_option(const struct options *o, enum command_id command, const char *given)
{
    struct arena a = ARENA_INIT;
    bool is_long = optopt == 0 || optopt >= LONG_ONLY;
    const char letter[] = {'-', (char)optopt, '\0'};
    struct str word = {given + 2, is_long ? strcspn(given + 2, "=") : 0};
    struct nearest nearest = nearest_to(word);
    const char *chinese = "没有这个选项；--help 列出所有选项";
    const char *english = "no such option; --help lists them";
    for (int id = 0; id < OPTION_COUNT; id++) {
        bool is_own = rows[id].commands & 1 << command;
        if (is_long ? str_equal(word, str_of(rows[id].word))
                    : rows[id].letter && rows[id].letter == optopt) {
            chinese = is_own ? "这个选项不带值" : "这个命令没有这个选项；--help 列出它的选项";
            english = is_own ? "this option takes no value"
                             : "not an option of this command; --help lists those";
            nearest = nearest_to(STR(""));
            break;
        }
        if (is_own && is_long)
            nearest_try(&nearest, str_of(rows[id].word));
    }
    struct str meant = nearest_name(&nearest);
    if (meant.len) {
        chinese = arena_format(&a, "没有这个选项；是不是 --%" STR_FORMAT "？", STR_ARG(meant)).ptr;
        english =
            arena_format(&a, "no such option; did you mean --%" STR_FORMAT "?", STR_ARG(meant)).ptr;
    }
    command_refuse(o, is_long ? given : letter, chinese, english);
    arena_free(&a);
}

bool options_read(struct options *o, enum command_id command, struct arena *a, int argc,
                  char **argv)
{
    struct option longs[OPTION_COUNT + 1];
    char letters[OPTION_COUNT * 2 + 2];
    const char *no_color = getenv("NO_COLOR");
    *o = (struct options){.language = options_language(argc, argv),
                          .changes = changes_text,
                          .marker_size = MARKER_SIZE};
    o->print.ambiguous_width = 1;
    o->print.limit_per_file = 100;
    o->print.color = isatty(STDOUT_FILENO) && !(no_color && *no_color);
    fill_tables(command, longs, letters);
    opterr = 0;
    for (int found; (found = getopt_long(argc, argv, letters, longs, NULL)) != -1;) {
        const char *given = argv[optind - 1];
        if (found == '?') {
            refuse_option(o, command, given);
            return false;
        }
        if (found == ':')
            return command_refuse(o, given, "这个选项要带一个值", "this option needs a value") == 0;
        enum option_id id = option_of(found);
        if (!set_option(o, id, a, optarg)) {
            refuse_value(o, id, optarg);
            return false;
        }
    }
    o->print.language = o->language;
    o->print.is_compared = o->since || o->baseline || o->write_baseline;
    o->paths = argv + optind;
    o->path_count = argc - optind;
    return true;
}

/* ---- help ---------------------------------------------------------------------------------- */

static void print_options(FILE *out, enum command_id command, bool english)
{
    enum { NAME_WIDTH = 32 };
    fputs(english ? "\nOptions:\n" : "\n选项：\n", out);
    for (int id = 0; id < OPTION_COUNT; id++) {
        if (!(rows[id].commands & 1 << command))
            continue;
        char name[96];
        snprintf(name, sizeof name, "%s%c%s--%s %s", rows[id].letter ? "-" : "",
                 rows[id].letter ? rows[id].letter : ' ', rows[id].letter ? ", " : "   ",
                 rows[id].word, rows[id].argument ? rows[id].argument : "");
        /* Behind a long list of values the explanation has a line of its own. */
        if (strlen(name) > NAME_WIDTH)
            fprintf(out, "  %s\n  %*s", name, NAME_WIDTH, "");
        else
            fprintf(out, "  %-*s", NAME_WIDTH, name);
        fprintf(out, " %s\n", english ? rows[id].english : rows[id].chinese);
    }
}

/* What PATH means, and the exit status. */
static void print_paths(FILE *out, bool english)
{
    fputs(english
              ? "\nA PATH is a file, a folder (all *.jx below it) or - for standard input; none "
                "means the workspace:\nthe nearest folder upwards with a jixiao.jx, else this "
                "one.\nExit status: 0 nothing at error level, 1 mistakes in specs, 2 could not "
                "run.\n"
              : "\n路径是文件、文件夹（其下所有 *.jx）或 -（标准输入）；不写则是工作区："
                "向上最近的有 jixiao.jx 的文件夹，没有就是当前文件夹。\n"
                "退出状态：0 没有错误，1 申报里有错误，2 无法运行。\n",
          out);
}

void help_print(FILE *out, enum command_id command, enum language language)
{
    bool english = language == LANGUAGE_ENGLISH;
    if (command != COMMAND_COUNT) {
        const char *arguments = command_rows[command].arguments;
        fprintf(out, english ? "Usage: jixiao %s%s%s\n\n%s\n" : "用法：jixiao %s%s%s\n\n%s\n",
                command_rows[command].word, *arguments ? " " : "", arguments,
                english ? command_rows[command].english : command_rows[command].chinese);
        print_options(out, command, english);
        if (strstr(command_rows[command].arguments, "PATH"))
            print_paths(out, english);
        return;
    }
    fputs(english ? "jixiao - performance-target declarations as text, checked and printed\n\n"
                    "Usage: jixiao COMMAND [PATH…] [OPTIONS]\n\nCommands:\n"
                  : "jixiao（绩效）——把财政项目支出绩效目标申报表写成文本，检查它，打印它\n\n"
                    "用法：jixiao 命令 [路径…] [选项]\n\n命令：\n",
          out);
    for (int id = 0; id < COMMAND_COUNT; id++) {
        if (command_rows[id].chinese[0])
            fprintf(out, "  %-8s %-16s %s\n", command_rows[id].word, command_rows[id].arguments,
                    english ? command_rows[id].english : command_rows[id].chinese);
    }
    print_options(out, command, english);
    print_paths(out, english);
}
