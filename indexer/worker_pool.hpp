// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace demarche {

/// Runs tasks in threads of its own, first come, first served; with one job
/// there is no thread, and a task runs at once. Used from one thread. The destructor waits for the
/// tasks that run and drops the others.
class WorkerPool {
public:
  explicit WorkerPool(unsigned jobs);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  unsigned jobs() const { return jobs_; }

  /// `task`: a callable without arguments, which may be move-only. What it
  /// throws comes out of the future.
  template <typename Task>
  auto run(Task task) -> std::future<decltype(task())> {
    using Result = decltype(task());
    auto packaged = std::make_shared<std::packaged_task<Result()>>(std::move(task));
    std::future<Result> result = packaged->get_future();
    if (threads_.empty())
      (*packaged)();
    else
      enqueue([packaged] { (*packaged)(); });
    return result;
  }

private:
  void enqueue(std::function<void()> task);
  /// The next task, or none when the pool ends.
  std::function<void()> next();
  void work();

  unsigned jobs_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> tasks_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

/// Objects of which each task takes one that no other has: what a thread keeps
/// from task to task. Thread-safe; outlives its leases.
template <typename Object>
class LeasePool {
public:
  using Make = std::function<std::unique_ptr<Object>()>;
  explicit LeasePool(Make make) : make_(std::move(make)) {}

  /// Gives the object back at its end.
  class Lease {
  public:
    Lease(LeasePool& pool, std::unique_ptr<Object> object)
        : pool_(pool), object_(std::move(object)) {}
    ~Lease() {
      const std::lock_guard<std::mutex> lock(pool_.mutex_);
      pool_.free_.push_back(std::move(object_));
    }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    Object& operator*() const { return *object_; }
    Object* operator->() const { return object_.get(); }

  private:
    LeasePool& pool_;
    std::unique_ptr<Object> object_;
  };

  Lease take() {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (free_.empty()) return Lease(*this, make_());
    std::unique_ptr<Object> object = std::move(free_.back());
    free_.pop_back();
    return Lease(*this, std::move(object));
  }

  /// All objects, once no lease is out.
  std::vector<std::unique_ptr<Object>>& idle() { return free_; }

private:
  Make make_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Object>> free_;
};

}  // namespace demarche
