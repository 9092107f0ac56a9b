/* git.c - running git. */
#define _GNU_SOURCE /* for pipe2 and environ */
#include "tools/git.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

enum { OUTPUT_LIMIT = 256 * 1024 * 1024, ARGUMENT_LIMIT = 64 };

/* All that can be read; false if it is too much or reading fails. */
static bool read_output(struct arena *a, int fd, struct str *output)
{
    size_t room = 4096, length = 0;
    char *bytes = arena_alloc(a, room);
    for (;;) {
        if (length == room) {
            if (room >= OUTPUT_LIMIT)
                return false;
            bytes = arena_grow(a, bytes, 1, length, room * 2);
            room *= 2;
        }
        ssize_t got = read(fd, bytes + length, room - length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return false;
        if (got == 0)
            break;
        length += (size_t)got;
    }
    *output = (struct str){bytes, length};
    return true;
}

/* Starts git with its output in `pipe_end`. */
static bool start(const char *const *arguments, bool quiet, int pipe_end, pid_t *child)
{
    const char *words[ARGUMENT_LIMIT + 4] = {"git", "--no-pager", "--literal-pathspecs"};
    size_t count = 3;
    for (; *arguments && count < ARGUMENT_LIMIT + 3; arguments++)
        words[count++] = *arguments;
    posix_spawn_file_actions_t actions;
    if (posix_spawn_file_actions_init(&actions) != 0)
        return false;
    bool ready =
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0) == 0 &&
        posix_spawn_file_actions_adddup2(&actions, pipe_end, STDOUT_FILENO) == 0 &&
        (!quiet ||
         posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0) == 0);
    bool started = ready && posix_spawnp(child, "git", &actions, NULL, (char **)(uintptr_t)words,
                                         environ) == 0;
    posix_spawn_file_actions_destroy(&actions);
    return started;
}

int git_run(struct arena *a, const char *const *arguments, bool quiet, struct str *output)
{
    int ends[2], status;
    pid_t child;
    *output = (struct str){"", 0};
    if (pipe2(ends, O_CLOEXEC) != 0)
        return -1;
    bool started = start(arguments, quiet, ends[1], &child);
    close(ends[1]);
    if (!started) {
        close(ends[0]);
        return -1;
    }
    bool whole = read_output(a, ends[0], output);
    close(ends[0]);
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR)
            return -1;
    }
    return whole && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static struct str first_line(struct str output)
{
    const char *end = output.len ? memchr(output.ptr, '\n', output.len) : NULL;
    return end ? str_part(output, 0, (size_t)(end - output.ptr)) : output;
}

struct str git_commit(struct arena *a, const char *name)
{
    struct str output;
    const char *wanted = arena_format(a, "%s^{commit}", name).ptr;
    const char *const arguments[] = {"rev-parse",        "--verify", "--quiet",
                                     "--end-of-options", wanted,     NULL};
    return git_run(a, arguments, true, &output) == 0 ? arena_copy(a, first_line(output))
                                                     : (struct str){0};
}

struct str git_top(struct arena *a)
{
    struct str output;
    const char *const arguments[] = {"rev-parse", "--show-toplevel", NULL};
    return git_run(a, arguments, true, &output) == 0 ? arena_copy(a, first_line(output))
                                                     : (struct str){0};
}

bool git_file(struct arena *a, struct str commit, struct str path, struct str *text)
{
    const char *name =
        arena_format(a, "%" STR_FORMAT ":%" STR_FORMAT, STR_ARG(commit), STR_ARG(path)).ptr;
    const char *const arguments[] = {"cat-file", "blob", name, NULL};
    return git_run(a, arguments, true, text) == 0;
}

struct str git_config(struct arena *a, const char *key)
{
    struct str output;
    const char *const arguments[] = {"config", "--local", "--null", "--get", key, NULL};
    if (git_run(a, arguments, true, &output) != 0 || output.len == 0)
        return (struct str){0};
    return arena_copy(a, str_part(output, 0, output.len - 1)); /* without the NUL behind it */
}

bool git_config_set(struct arena *a, const char *key, const char *value)
{
    enum { NOT_THERE = 5 /* what git exits with then */ };
    struct str output;
    const char *const sets[] = {"config", "--local", "--replace-all", key, value, NULL};
    const char *const unsets[] = {"config", "--local", "--unset-all", key, NULL};
    int status = git_run(a, value ? sets : unsets, false, &output);
    return status == 0 || (!value && status == NOT_THERE);
}
