// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/worker_pool.hpp"

namespace demarche {

WorkerPool::WorkerPool(unsigned jobs) : jobs_(jobs) {
  for (unsigned i = 0; jobs > 1 && i < jobs; ++i) threads_.emplace_back([this] { work(); });
}

WorkerPool::~WorkerPool() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
    tasks_.clear();
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void WorkerPool::enqueue(std::function<void()> task) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    tasks_.push_back(std::move(task));
  }
  wake_.notify_one();
}

std::function<void()> WorkerPool::next() {
  std::unique_lock<std::mutex> lock(mutex_);
  wake_.wait(lock, [this] { return stopping_ || !tasks_.empty(); });
  if (stopping_) return {};
  std::function<void()> task = std::move(tasks_.front());
  tasks_.pop_front();
  return task;
}

void WorkerPool::work() {
  while (const auto task = next()) task();
}

}  // namespace demarche
