/* read.c - reads each file named and does nothing with it: what no checker can do without. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

enum { LARGEST = 1 << 16 };

int main(int count, char **paths)
{
    char buffer[LARGEST];
    for (int i = 1; i < count; i++) {
        int file = open(paths[i], O_RDONLY | O_CLOEXEC);
        if (file < 0) {
            perror(paths[i]);
            return 2;
        }
        while (read(file, buffer, sizeof buffer) > 0)
            continue;
        close(file);
    }
    return 0;
}
