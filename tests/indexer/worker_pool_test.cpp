// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/worker_pool.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>

using namespace demarche;
using namespace std::chrono_literals;

TEST_CASE("what tasks return and throw comes out of their futures", "[worker_pool]") {
  const unsigned jobs = GENERATE(1U, 3U);
  CAPTURE(jobs);
  WorkerPool pool(jobs);
  CHECK(pool.jobs() == jobs);
  std::vector<std::future<std::string>> results;
  for (int i = 0; i < 100; ++i) {
    results.push_back(pool.run([i]() -> std::string {
      if (i % 10 == 3) throw std::runtime_error(std::to_string(i));
      return std::to_string(i);
    }));
  }
  for (int i = 0; i < 100; ++i) {
    auto& result = results[static_cast<std::size_t>(i)];
    if (i % 10 == 3)
      CHECK_THROWS_WITH(result.get(), std::to_string(i));
    else
      CHECK(result.get() == std::to_string(i));
  }
}

TEST_CASE("a task may hold and give what can only be moved", "[worker_pool]") {
  WorkerPool pool(GENERATE(1U, 3U));
  auto result = pool.run([held = std::make_unique<int>(7)]() mutable { return std::move(held); });
  CHECK(*result.get() == 7);
  CHECK_NOTHROW(pool.run([] {}).get());
}

TEST_CASE("with one job a task runs at once, in the thread that brings it", "[worker_pool]") {
  WorkerPool pool(1);
  auto where = pool.run([] { return std::this_thread::get_id(); });
  CHECK(where.wait_for(0s) == std::future_status::ready);
  CHECK(where.get() == std::this_thread::get_id());
}

TEST_CASE("with several jobs as many tasks run at a time, and no more", "[worker_pool]") {
  WorkerPool pool(3);
  std::mutex mutex;
  std::condition_variable changed;
  std::set<std::thread::id> threads;
  int running = 0, most = 0, begun = 0;
  std::vector<std::future<void>> results;
  for (int i = 0; i < 30; ++i) {
    results.push_back(pool.run([&] {
      std::unique_lock<std::mutex> lock(mutex);
      threads.insert(std::this_thread::get_id());
      ++begun;
      most = std::max(most, ++running);
      changed.notify_all();
      // The first wait for each other, which they could not in turn.
      changed.wait_for(lock, 20s, [&] { return begun >= 3; });
      --running;
    }));
  }
  for (auto& result : results) result.get();
  CHECK(most == 3);
  CHECK(threads.size() == 3);
  CHECK(threads.count(std::this_thread::get_id()) == 0);
}

TEST_CASE("a pool that ends waits for what runs and drops what has not begun", "[worker_pool]") {
  std::atomic<int> ended{0};
  std::promise<void> begun;
  std::future<void> first;
  std::vector<std::future<void>> others;
  {
    WorkerPool pool(2);
    std::promise<void> second_begun;
    first = pool.run([&] {
      begun.set_value();
      std::this_thread::sleep_for(100ms);
      ++ended;
    });
    auto second = pool.run([&] {
      second_begun.set_value();
      std::this_thread::sleep_for(100ms);
      ++ended;
    });
    for (int i = 0; i < 20; ++i) others.push_back(pool.run([&ended] { ended += 100; }));
    begun.get_future().wait();
    second_begun.get_future().wait();
  }
  CHECK(ended == 2);
  CHECK_NOTHROW(first.get());
  for (auto& other : others) CHECK_THROWS_AS(other.get(), std::future_error);
}

namespace {

/// Notes whether two have it at a time.
struct Tool {
  std::atomic<int> holders{0};
  std::atomic<int> uses{0};

  bool use() {
    const bool alone = ++holders == 1;
    std::this_thread::sleep_for(1ms);
    ++uses;
    return --holders == 0 && alone;
  }
};

}  // namespace

TEST_CASE("what is leased is nobody else's meanwhile, and is used again", "[worker_pool]") {
  std::atomic<int> made{0}, shared{0};
  LeasePool<Tool> tools([&made] {
    ++made;
    return std::make_unique<Tool>();
  });
  {
    WorkerPool pool(3);
    std::vector<std::future<void>> results;
    for (int i = 0; i < 60; ++i) {
      results.push_back(pool.run([&] {
        const auto tool = tools.take();
        if (!tool->use()) ++shared;
      }));
    }
    for (auto& result : results) result.get();
  }
  CHECK(shared == 0);
  CHECK(made <= 3);
  CHECK(tools.idle().size() == static_cast<std::size_t>(made));
  int uses = 0;
  for (const auto& tool : tools.idle()) uses += tool->uses;
  CHECK(uses == 60);
}

TEST_CASE("a tool that two threads have would be seen to be shared", "[worker_pool][control]") {
  Tool tool;
  std::atomic<int> shared{0};
  {
    WorkerPool pool(3);
    std::vector<std::future<void>> results;
    for (int i = 0; i < 60; ++i) results.push_back(pool.run([&] { shared += tool.use() ? 0 : 1; }));
    for (auto& result : results) result.get();
  }
  CHECK(shared > 0);
}

TEST_CASE("a lease that a task's exception ends gives back what it held", "[worker_pool]") {
  LeasePool<Tool> tools([] { return std::make_unique<Tool>(); });
  WorkerPool pool(1);
  auto result = pool.run([&] {
    const auto tool = tools.take();
    throw std::runtime_error("no");
  });
  CHECK_THROWS(result.get());
  CHECK(tools.idle().size() == 1);
}
