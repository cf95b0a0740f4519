// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/sources/archive_reader.hpp"

#include <catch2/catch.hpp>
#include <memory>

#include "common/error.hpp"

using namespace demarche;

namespace {

/// As a member of an archive, when a signal comes.
class InterruptedStream : public ByteStream {
public:
  tl::expected<std::size_t, std::string> read(char* /*to*/, std::size_t /*bytes*/) override {
    throw Interrupted();
  }
};

}  // namespace

TEST_CASE("a signal that comes while libarchive reads ends the reading", "[archive]") {
  Expansion expansion;
  ArchiveReader reader(std::make_unique<BegunStream>("PK", std::make_unique<InterruptedStream>()),
                       expansion);
  CHECK_THROWS_AS(reader.next(), Interrupted);
}
