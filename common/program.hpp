// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace demarche {

/// Runs `body` and turns whatever it throws into a message on stderr and an
/// exit code: the one exit door of both programs, and their only catch-all.
/// `name` stands before each message. Sets the locale and ignores SIGPIPE
/// (a closed stdout ends the program quietly).
int run_program(std::string_view name, const std::function<int()>& body);

/// Writes to stdout; a closed pipe ends the program quietly through
/// run_program, any other failure throws Error.
void write_stdout(std::string_view bytes);
/// Flushes stdout, with the same errors.
void flush_stdout();

/// Writes to stderr; where that fails there is nobody to tell.
void write_stderr(std::string_view bytes);

/// A line `name: KIND: what` on stderr; `hint`, unless empty, makes a second
/// one, `hint: …`.
/// Control characters in `what` and `hint` are made visible.
void print_message(std::string_view name, std::string_view kind, std::string_view what,
                   std::string_view hint = {});

/// Should the program crash from now on, it says that the index may be damaged, and ends with
/// exit_code::failed: Xapian trusts what it reads. `index`: where it is, for the message.
void blame_faults_on(std::string_view name, std::string_view index);

/// From now on SIGINT and SIGTERM only set a flag that check_interrupted() reads; a second one
/// ends the program at once.
void defer_interrupts();
/// Throws Interrupted if a deferred SIGINT or SIGTERM has come.
void check_interrupted();

/// A user's folder as the XDG Base Directory Specification has it: what the
/// variable says, if that is absolute, else `below_home` in $HOME. Nothing
/// where neither is set.
std::optional<std::string> xdg_folder(const char* variable, std::string_view below_home);

/// Where the index is unless --db says so: $DEMARCHE_DB, else
/// $XDG_DATA_HOME/demarche/index, else ~/.local/share/demarche/index.
/// Throws UsageError where none of the three variables is set.
std::string default_index_path();

}  // namespace demarche
