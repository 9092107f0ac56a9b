/*
 * fail.c - calls of the C library that fail when told to; preloaded by tests/faults.test.py.
 *
 *   FAIL_WHAT   memory, or the name of a call below, or `any` of the calls that are not memory's
 *   FAIL_AT     number of the call that fails, from 1; 0: none does
 *   FAIL_HOW    once; always (this one and all that follow); kill (the process dies there, a write
 *               after half of its bytes); short (reads and writes do less, or are interrupted)
 *   FAIL_ERRNO  what it fails with, as a number
 *   FAIL_LOG    a file to which the number of calls is written at the end
 *
 * Only in a program called jixiao, not in those that it starts, and only while its main runs: what
 * a compiler adds before and behind, such as the counters of `make coverage`, is not to fail.
 * Checked variants (__read_chk and the like) are what the compiler makes of a call under
 * _FORTIFY_SOURCE.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

typedef int main_function(int count, char **words, char **environment);

static const char *what, *how;
static long calls, at;
static int number, is_running;
static main_function *own_main;

__attribute__((constructor)) static void begin(void)
{
    how = getenv("FAIL_HOW");
    at = atol(getenv("FAIL_AT"));
    number = atoi(getenv("FAIL_ERRNO"));
    what = strcmp(program_invocation_short_name, "jixiao") == 0 ? getenv("FAIL_WHAT") : NULL;
}

__attribute__((destructor)) static void end(void)
{
    const char *log = what ? getenv("FAIL_LOG") : NULL;
    char text[32];
    int length = snprintf(text, sizeof text, "%ld", calls);
    int fd = log ? (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_TRUNC, 0666) : -1;
    if (fd >= 0)
        syscall(SYS_write, fd, text, length);
}

static int watched_main(int count, char **words, char **environment)
{
    is_running = 1;
    int status = own_main(count, words, environment);
    is_running = 0;
    return status;
}

/* What starts every program. */
int __libc_start_main(main_function *main, int count, char **words, main_function *first,
                      void (*last)(void), void (*loader)(void), void *stack)
{
    int (*start)(main_function *, int, char **, main_function *, void (*)(void), void (*)(void),
                 void *) = dlsym(RTLD_NEXT, "__libc_start_main");
    own_main = main;
    return start(watched_main, count, words, first, last, loader, stack);
}

/* Whether the call `name` is to fail. */
static int fails(const char *name)
{
    int is_memory = strcmp(name, "memory") == 0;
    if (!what || !is_running ||
        (strcmp(what, name) != 0 && (is_memory || strcmp(what, "any") != 0)))
        return 0;
    calls++;
    int now = at > 0 && (strcmp(how, "always") == 0 ? calls >= at : calls == at);
    if (now && strcmp(how, "kill") == 0 && strcmp(name, "write") != 0)
        raise(SIGKILL);
    if (now)
        errno = number;
    return now;
}

void *malloc(size_t size)
{
    return fails("memory") ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails("memory") ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return fails("memory") ? NULL : __libc_realloc(old, size);
}

static int open_at(int folder, const char *path, int flags, mode_t mode)
{
    return fails("open") ? -1 : (int)syscall(SYS_openat, folder, path, flags, mode);
}

int open(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return open_at(AT_FDCWD, path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return open_at(folder, path, flags, mode);
}

int __open_2(const char *path, int flags)
{
    return open_at(AT_FDCWD, path, flags, 0);
}

int __openat_2(int folder, const char *path, int flags)
{
    return open_at(folder, path, flags, 0);
}

/* Under `short`: 0 as it was asked for, 1 less than that, -1 interrupted. */
static int cut(size_t size)
{
    static unsigned turn;
    if (!how || strcmp(how, "short") != 0 || size < 2)
        return 0;
    errno = EINTR;
    return ++turn % 3 == 0 ? -1 : turn % 3 == 1;
}

ssize_t read(int fd, void *buffer, size_t size)
{
    if (fails("read"))
        return -1;
    int way = cut(size);
    return way < 0 ? -1 : (ssize_t)syscall(SYS_read, fd, buffer, way ? 1 : size);
}

ssize_t __read_chk(int fd, void *buffer, size_t size, size_t room)
{
    (void)room;
    return read(fd, buffer, size);
}

ssize_t write(int fd, const void *buffer, size_t size)
{
    if (fails("write")) {
        if (strcmp(how, "kill") == 0) {
            syscall(SYS_write, fd, buffer, size / 2);
            raise(SIGKILL);
        }
        return -1;
    }
    int way = cut(size);
    return way < 0 ? -1 : (ssize_t)syscall(SYS_write, fd, buffer, way ? (size + 1) / 2 : size);
}

int close(int fd)
{
    if (!fails("close"))
        return (int)syscall(SYS_close, fd);
    int reason = errno;
    syscall(SYS_close, fd);
    errno = reason;
    return -1;
}

int fsync(int fd)
{
    return fails("fsync") ? -1 : (int)syscall(SYS_fsync, fd);
}

int renameat(int from, const char *old, int to, const char *new)
{
    return fails("rename") ? -1 : (int)syscall(SYS_renameat, from, old, to, new);
}

int mkdir(const char *path, mode_t mode)
{
    return mkdirat(AT_FDCWD, path, mode);
}

int mkdirat(int folder, const char *path, mode_t mode)
{
    return fails("mkdir") ? -1 : (int)syscall(SYS_mkdirat, folder, path, mode);
}

int unlinkat(int folder, const char *path, int flags)
{
    return fails("unlink") ? -1 : (int)syscall(SYS_unlinkat, folder, path, flags);
}

char *getcwd(char *buffer, size_t size)
{
    return fails("getcwd") || syscall(SYS_getcwd, buffer, size) < 0 ? NULL : buffer;
}

char *__getcwd_chk(char *buffer, size_t size, size_t room)
{
    (void)room;
    return getcwd(buffer, size);
}

int pthread_create(pthread_t *id, const pthread_attr_t *attributes, void *(*work)(void *),
                   void *argument)
{
    int (*create)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *) =
        dlsym(RTLD_NEXT, "pthread_create");
    return fails("thread") ? number : create(id, attributes, work, argument);
}

int fstat(int fd, struct stat *status)
{
    return fails("stat") ? -1 : (int)syscall(SYS_newfstatat, fd, "", status, AT_EMPTY_PATH);
}

int fstatat(int folder, const char *path, struct stat *status, int flags)
{
    return fails("stat") ? -1 : (int)syscall(SYS_newfstatat, folder, path, status, flags);
}

int stat(const char *path, struct stat *status)
{
    return fstatat(AT_FDCWD, path, status, 0);
}
