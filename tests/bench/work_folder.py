# SPDX-License-Identifier: GPL-2.0-or-later
"""The folder for everything that a comparison makes, and only that: it alone is removed."""
import os
import shutil

from measure import in_a_child

MARK = "made-by-compare"


class WorkFolder:
    """`demarche-bench` in the scratch folder. With `keep` it stays, and the next run uses what
    it finds there. A folder of that name without this program's mark is never touched."""

    def __init__(self, scratch, keep):
        self.path = os.path.abspath(os.path.join(scratch, "demarche-bench"))
        self.keep_ = keep
        if os.path.isdir(self.path):
            if not os.path.exists(self.in_it(MARK)):
                raise SystemExit(f"compare: {self.path} is not of this program's making")
        else:
            os.makedirs(self.path)
            open(self.in_it(MARK), "w", encoding="utf-8").close()

    def in_it(self, *parts):
        return os.path.join(self.path, *parts)

    def once(self, name, make):
        """The path of that name, made by `make(path)` in a child unless an earlier call has."""
        path, done = self.in_it(name), self.in_it(name + ".done")
        if not os.path.exists(done):
            self.remove(name)
            in_a_child(make, path)
            self.finished(name)
        return path

    def finished(self, name):
        open(self.in_it(name + ".done"), "w", encoding="utf-8").close()

    def is_finished_since(self, name, file):
        """Whether that name was finished, and after a file (a program) last changed."""
        done = self.in_it(name + ".done")
        return os.path.exists(done) and (
            not os.path.exists(file) or os.path.getmtime(done) > os.path.getmtime(file))

    def remove(self, name):
        for path in (self.in_it(name), self.in_it(name + ".done")):
            if os.path.isdir(path):
                shutil.rmtree(path)
            elif os.path.exists(path):
                os.unlink(path)

    def close(self):
        if not self.keep_:
            shutil.rmtree(self.path, ignore_errors=True)
