/* options.c - the command line, read by one table. */
#include "tools/command.h"

#include <getopt.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    CHECK = 1 << COMMAND_CHECK,
    BUILD = 1 << COMMAND_BUILD,
    UNITS = 1 << COMMAND_UNITS,
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

enum { LONG_ONLY = 1000 /* what getopt_long returns for row n: n + this */ };

enum language options_language(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return strncmp(value, "en", 2) == 0 ? LANGUAGE_ENGLISH : LANGUAGE_CHINESE;
    }
    return LANGUAGE_CHINESE;
}

/* A whole number from `least` to `most`, or -1. */
static long read_number(const char *text, long least, long most)
{
    long value = 0;
    if (!*text)
        return -1;
    for (; *text; text++) {
        if (*text < '0' || *text > '9' || value > most)
            return -1;
        value = value * 10 + (*text - '0');
    }
    return value < least || value > most ? -1 : value;
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

/* False if the argument is none that the option takes. */
static bool set_option(struct options *o, enum option_id id, const char *argument)
{
    long number;
    switch (id) {
    case OPTION_LANG:
        o->language = strcmp(argument, "en") == 0 ? LANGUAGE_ENGLISH : LANGUAGE_CHINESE;
        return strcmp(argument, "en") == 0 || strcmp(argument, "zh") == 0;
    case OPTION_FORMAT:
        o->print.format = diag_format_find(str_of(argument));
        return o->print.format != DIAG_FORMAT_COUNT;
    case OPTION_COLOR:
        o->print.color =
            strcmp(argument, "always") == 0 || (strcmp(argument, "auto") == 0 && o->print.color);
        return strcmp(argument, "always") == 0 || strcmp(argument, "auto") == 0 ||
               strcmp(argument, "never") == 0;
    case OPTION_AMBIGUOUS:
        number = read_number(argument, 1, 2);
        o->print.ambiguous_width = number < 0 ? 1 : (unsigned)number;
        return number > 0;
    case OPTION_JOBS:
        number = read_number(argument, 1, 256);
        o->jobs = number < 0 ? 0 : (unsigned)number;
        return number > 0;
    case OPTION_DENY:
        o->deny_warnings = true;
        return strcmp(argument, "warnings") == 0;
    case OPTION_QUIET:
        o->quiet = true;
        return true;
    case OPTION_DRAFT:
        o->draft = true;
        return true;
    case OPTION_HELP:
        o->help = true;
        return true;
    case OPTION_VERSION:
        o->version = true;
        return true;
    case OPTION_OUTPUT:
        o->output = argument;
        return *argument != '\0';
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

bool options_read(struct options *o, enum command_id command, int argc, char **argv)
{
    struct option longs[OPTION_COUNT + 1];
    char letters[OPTION_COUNT * 2 + 2];
    const char *no_color = getenv("NO_COLOR");
    *o = (struct options){.language = options_language()};
    o->print.ambiguous_width = 1;
    o->print.limit_per_file = 100;
    o->print.color = isatty(STDOUT_FILENO) && !(no_color && *no_color);
    fill_tables(command, longs, letters);
    opterr = 0;
    for (int found; (found = getopt_long(argc, argv, letters, longs, NULL)) != -1;) {
        const char *given = optind > 0 && optind <= argc ? argv[optind - 1] : "";
        if (found == '?')
            return command_refuse(o, given, "没有这个选项；--help 列出所有选项",
                                  "no such option; --help lists them") == 0;
        if (found == ':')
            return command_refuse(o, given, "这个选项要带一个值", "this option needs a value") == 0;
        enum option_id id = option_of(found);
        if (!set_option(o, id, optarg)) {
            o->print.language = o->language;
            char usage[160];
            snprintf(usage, sizeof usage, "--%s %s", rows[id].word,
                     rows[id].argument ? rows[id].argument : "");
            return command_fail(optarg, usage) == 0;
        }
    }
    o->print.language = o->language;
    o->paths = argv + optind;
    o->path_count = argc - optind;
    return true;
}

/* ---- help ---------------------------------------------------------------------------------- */

static void print_options(FILE *out, enum command_id command, bool english)
{
    fputs(english ? "\nOptions:\n" : "\n选项：\n", out);
    for (int id = 0; id < OPTION_COUNT; id++) {
        if (!(rows[id].commands & 1 << command))
            continue;
        char name[64];
        snprintf(name, sizeof name, "%s%c%s--%s %s", rows[id].letter ? "-" : "",
                 rows[id].letter ? rows[id].letter : ' ', rows[id].letter ? ", " : "   ",
                 rows[id].word, rows[id].argument ? rows[id].argument : "");
        fprintf(out, "  %-32s %s\n", name, english ? rows[id].english : rows[id].chinese);
    }
}

void help_print(FILE *out, enum command_id command, enum language language)
{
    bool english = language == LANGUAGE_ENGLISH;
    if (command != COMMAND_COUNT) {
        fprintf(out, english ? "Usage: jixiao %s %s\n\n%s\n" : "用法：jixiao %s %s\n\n%s\n",
                command_rows[command].word, command_rows[command].arguments,
                english ? command_rows[command].english : command_rows[command].chinese);
        print_options(out, command, english);
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
