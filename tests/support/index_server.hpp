// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <sys/types.h>

#include <string>

namespace demarche::test {

/// A xapian-tcpsrv of one index on 127.0.0.1, which ends with the object and
/// with the test. Fails the test where it does not start.
class IndexServer {
public:
  explicit IndexServer(const std::string& index_path);
  ~IndexServer() { kill(); }
  IndexServer(const IndexServer&) = delete;
  IndexServer& operator=(const IndexServer&) = delete;

  /// `tcp:127.0.0.1:PORT`
  std::string location() const;
  /// Ends it, and all that it serves.
  void kill();
  /// Holds it, as a machine that hangs does: it takes connections and says nothing.
  void hold() const;

private:
  /// Whether it takes connections on `port_`.
  bool start(const std::string& index_path);

  pid_t process_ = -1;
  unsigned short port_ = 0;
};

}  // namespace demarche::test
