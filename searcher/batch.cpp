// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/batch.hpp"

#include <fmt/format.h>

#include <condition_variable>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include "common/error.hpp"
#include "common/program.hpp"
#include "common/terminal.hpp"
#include "searcher/answer.hpp"
#include "searcher/batch_file.hpp"
#include "searcher/statement_index.hpp"

namespace demarche {
namespace {

/// So many answers for each thread may wait for an earlier one.
constexpr std::size_t max_waiting_per_job = 16;

/// What came of a line.
struct Reply {
  BatchLine line;
  Answer answer;
  std::optional<QueryError> query_error;
  std::exception_ptr failure;  ///< ends the batch
};

/// Threads that each take a line, answer it, and hand in the reply. Whoever
/// hands in the reply that is next in the file's order writes it, and those
/// that waited for it.
class Batch {
public:
  Batch(const SearcherOptions& options, const TextStyle& style)
      : options_(options),
        style_(style),
        message_columns_(terminal_columns(stderr)),
        max_waiting_(options.jobs * max_waiting_per_job),
        file_(*options.batch_file) {}

  int run() {
    // At once, so that an index that is missing is an error of every batch.
    std::unique_ptr<StatementIndex> index = open_index();
    {
      std::vector<std::jthread> others;
      for (unsigned i = 1; i < options_.jobs; ++i) others.emplace_back([this] { work(nullptr); });
      work(std::move(index));
    }
    if (failure_) std::rethrow_exception(failure_);
    if (any_error_) return exit_code::failed;
    return any_found_ ? exit_code::ok : exit_code::incomplete;
  }

private:
  std::unique_ptr<StatementIndex> open_index() const {
    return std::make_unique<StatementIndex>(options_.index_paths,
                                            RemoteSettings{options_.timeout_ms, options_.partial});
  }

  /// The index of a thread is its own; it is opened when there is a line for it.
  void work(std::unique_ptr<StatementIndex> index) {
    std::size_t place = 0;
    Reply reply;
    while (take(place, reply)) {
      if (!reply.failure && reply.line.fault.empty()) answer_line(index, reply);
      hand_in(place, std::move(reply));
    }
  }

  /// The next line and its place among the lines; false where there is none.
  bool take(std::size_t& place, Reply& reply) {
    // Not the lock of the replies: they go out while a pipe keeps the reader waiting.
    const std::lock_guard<std::mutex> input(input_mutex_);
    {
      std::unique_lock<std::mutex> lock(mutex_);
      room_.wait(lock, [this] { return stopped_ || taken_ - written_ < max_waiting_; });
      if (stopped_) return false;
    }
    reply = {};
    try {
      std::optional<BatchLine> line = file_.next();
      if (!line) return false;
      reply.line = *std::move(line);
    } catch (...) {
      reply.failure = std::current_exception();
    }
    place = taken_++;
    return true;
  }

  void answer_line(std::unique_ptr<StatementIndex>& index, Reply& reply) const {
    try {
      if (!index) index = open_index();
      SearcherOptions options = options_;
      options.query = reply.line.query;
      reply.answer = answer(*index, options, {style_, reply.line.qid});
    } catch (const QueryError& error) {
      reply.query_error = error;
    } catch (...) {
      reply.failure = std::current_exception();
    }
  }

  void hand_in(std::size_t place, Reply reply) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      try {
        waiting_.emplace(place, std::move(reply));
        while (!stopped_ && !waiting_.empty() && waiting_.begin()->first == written_) {
          write(waiting_.begin()->second);
          waiting_.erase(waiting_.begin());
          ++written_;
        }
      } catch (...) {
        failure_ = std::current_exception();
        stopped_ = true;
      }
    }
    room_.notify_all();
  }

  void write(const Reply& reply) {
    if (reply.failure) std::rethrow_exception(reply.failure);
    const std::string place = fmt::format("{}:{}: ", file_.name(), reply.line.number);
    if (!reply.line.fault.empty()) {
      any_error_ = true;
      print_message("searcher", "error", place + std::string(reply.line.fault),
                    "a line is QID, a tab, the query");
    } else if (reply.query_error) {
      any_error_ = true;
      print_query_error(*reply.query_error, reply.line.query, message_columns_, place);
    } else {
      any_found_ = any_found_ || reply.answer.total > 0;
      print_doubts(reply.answer.doubts, place);
      // Once for an index, not a thousand times.
      for (const LeftOutIndex& left_out : reply.answer.left_out)
        if (left_out_.insert(left_out.location).second) print_left_out(left_out, place);
      if (!std::exchange(has_header_, true)) write_stdout(reply.answer.header);
      write_stdout(reply.answer.out);
      flush_stdout();
    }
  }

  const SearcherOptions& options_;
  const TextStyle style_;
  const int message_columns_;
  const std::size_t max_waiting_;

  std::mutex input_mutex_;
  BatchFile file_;         ///< under input_mutex_, but for its name
  std::size_t taken_ = 0;  ///< lines; under input_mutex_

  std::mutex mutex_;  ///< of all that follows
  std::condition_variable room_;
  std::map<std::size_t, Reply> waiting_;  ///< for an earlier one
  std::size_t written_ = 0;
  std::set<std::string> left_out_;  ///< indexes that were warned of
  bool has_header_ = false;
  bool any_found_ = false;
  bool any_error_ = false;
  bool stopped_ = false;
  std::exception_ptr failure_;
};

}  // namespace

int run_batch(const SearcherOptions& options, const TextStyle& style) {
  return Batch(options, style).run();
}

}  // namespace demarche
