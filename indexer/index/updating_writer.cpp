// SPDX-License-Identifier: GPL-2.0-or-later
#include <xapian.h>

#include <cstdlib>
#include <utility>

#include "common/index/schema.hpp"
#include "common/index/xapian_errors.hpp"
#include "indexer/index/checksums.hpp"
#include "indexer/index/index_writer.hpp"

namespace demarche {
namespace {

/// Documents after which Xapian writes postings out (without committing them,
/// within a transaction). Its own default, 10,000, costs ten times the memory
/// on speeches and is slower, since the maps outgrow the processor's cache.
constexpr const char* flush_documents = "100";
/// The same for documents so large that fewer of them are too many.
constexpr std::size_t flush_bytes = 16U << 20U;

class UpdatingWriter : public IndexWriter {
public:
  explicit UpdatingWriter(const Base& base)
      : IndexWriter(base), builder_(base.snapshot.dictionary()) {
    // Xapian has no other way to be told; a user's own setting stands.
    setenv("XAPIAN_FLUSH_THRESHOLD", flush_documents, 0);
    with_index_errors(path(), [&] {
      database_ = Xapian::WritableDatabase(base_.folder.database(), Xapian::DB_OPEN);
      database_.begin_transaction();
    });
    begin_changes(base_.folder.database(), path());
  }

  ~UpdatingWriter() override {
    try {
      database_.close();
    } catch (const Xapian::Error&) {
      // The transaction was never committed: closing late changes nothing on disk.
    }
  }

  void remove(std::uint32_t document) override {
    with_index_errors(path(), [&] { database_.delete_document(document); });
  }

  void add_metadata(const std::string& key, std::string value) override {
    with_index_errors(path(), [&] { database_.set_metadata(key, value); });
  }

  void commit() override {
    with_index_errors(path(), [&] {
      add_forms();
      for (const auto& [key, value] : metadata()) database_.set_metadata(key, value);
      database_.commit_transaction();
    });
  }

protected:
  void do_add(IndexedStatement input) override {
    with_index_errors(path(), [&] {
      database_.add_document(builder_.build(input));
      after(input);
    });
  }

  void do_replace(std::uint32_t document, IndexedStatement input) override {
    with_index_errors(path(), [&] {
      database_.replace_document(document, builder_.build(input));
      after(input);
    });
  }

private:
  const std::string& path() const { return base_.folder.path(); }

  void after(const IndexedStatement& input) {
    if (builder_.is_full()) add_forms();
    // Xapian writes postings and positions out, without committing them,
    // before it answers these two questions about a writer's state.
    pending_bytes_ += input.statement.text.size();
    if (pending_bytes_ < flush_bytes) return;
    pending_bytes_ = 0;
    database_.allterms_begin();
    (void)database_.has_positions();
  }

  void add_forms() {
    builder_.take_forms([this](const std::string& key, const WordForms& forms) {
      const std::string known = database_.get_metadata(key);
      const std::string both = united_forms(known, encode_forms(forms));
      if (both != known) database_.set_metadata(key, both);
    });
  }

  Xapian::WritableDatabase database_;
  DocumentBuilder builder_;
  std::size_t pending_bytes_ = 0;
};

}  // namespace

std::unique_ptr<IndexWriter> make_updating_writer(const IndexWriter::Base& base) {
  return std::make_unique<UpdatingWriter>(base);
}

}  // namespace demarche
