// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/location.hpp"

#include <fmt/format.h>

#include <charconv>
#include <string_view>

#include "common/error.hpp"
#include "common/index/open_index.hpp"

namespace demarche {
namespace {

constexpr std::string_view tcp = "tcp:";
constexpr std::string_view prog = "prog:";

Xapian::Database open_server(const std::string& location, unsigned timeout_ms) {
  const std::string_view rest = std::string_view(location).substr(tcp.size());
  // The last colon: an IPv6 address has some of its own.
  const std::size_t colon = rest.rfind(':');
  unsigned port = 0;
  if (colon != std::string_view::npos && colon > 0)
    std::from_chars(rest.data() + colon + 1, rest.data() + rest.size(), port);
  if (port == 0 || port > 65535 || fmt::to_string(port) != rest.substr(colon + 1))
    throw UsageError(fmt::format("'{}' names no server", location), "write tcp:HOST:PORT");
  std::string host(rest.substr(0, colon));
  if (host.size() > 2 && host.front() == '[' && host.back() == ']')
    host = host.substr(1, host.size() - 2);
  return Xapian::Remote::open(host, port, timeout_ms, timeout_ms);
}

Xapian::Database open_program(const std::string& location, unsigned timeout_ms) {
  const std::string command = location.substr(prog.size());
  const std::size_t end = std::min(command.find(' '), command.size());
  if (end == 0)
    throw UsageError(fmt::format("'{}' names no command", location), "write prog:COMMAND");
  return Xapian::Remote::open(command.substr(0, end),
                              end == command.size() ? std::string() : command.substr(end + 1),
                              timeout_ms);
}

}  // namespace

bool is_remote(const std::string& location) {
  return location.starts_with(tcp) || location.starts_with(prog);
}

Xapian::Database open_location(const std::string& location, unsigned timeout_ms) {
  if (!is_remote(location)) return open_index(location);
  try {
    return location.starts_with(tcp) ? open_server(location, timeout_ms)
                                     : open_program(location, timeout_ms);
  } catch (const Xapian::NetworkTimeoutError&) {
    throw IndexError(fmt::format("the index {} does not answer", location),
                     "--timeout waits longer, --partial does without it");
  } catch (const Xapian::Error& error) {
    const char* reason = error.get_error_string();
    throw IndexError(reason != nullptr
                         ? fmt::format("the index {} cannot be reached: {}", location, reason)
                         : fmt::format("the index {} cannot be reached", location),
                     "--partial does without it");
  }
}

}  // namespace demarche
