// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>

#include "common/files/descriptor.hpp"

namespace demarche {

/// The folder of an index, held against other writers for as long as the
/// object lives; the kernel lets go of it if the program dies. Throws
/// IndexError where the disk says no. One thread.
class HeldFolder {
public:
  /// Makes the folder (its parents too) and takes hold of it. Throws
  /// LockedError where another writer holds it for longer than `wait_seconds`,
  /// UsageError where the path is a file or a folder with other files, or links stand in the
  /// place of the index's.
  HeldFolder(std::string path, std::optional<double> wait_seconds);
  /// Leaves nothing of what was begun and not published.
  ~HeldFolder();
  HeldFolder(const HeldFolder&) = delete;
  HeldFolder& operator=(const HeldFolder&) = delete;

  const std::string& path() const { return path_; }
  /// The database that counts now; empty where there is none yet.
  const std::string& database() const { return database_; }
  /// Clears away what a writer that was stopped has left. Only once the database has
  /// proved to be an index's.
  void clear_away() const;
  /// An empty folder for what is not yet part of the index; clears away as well.
  std::string work_folder();
  /// Where the database must be made that publish() puts in place.
  std::string next_database() const;
  /// The same as a new and empty folder.
  std::string make_next_database();

  /// Puts next_database() in the place of database(), at once and durably, with its checksums.
  void publish();

private:
  void lock(std::optional<double> wait_seconds);

  std::string path_;
  std::string database_;
  Descriptor lock_;
  bool is_begun_ = false;  ///< whether a folder was made for what is not yet published
};

}  // namespace demarche
