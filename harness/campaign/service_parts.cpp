#include "campaign/service_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace schedlitmus::campaign {
namespace {

std::string name_of(const expectation::Command& command, const ServiceInstance& instance) {
  return command.instances == 1 ? "the service" : fmt::format("instance {} of the service", instance.number());
}

}  // namespace

store::Part part_of(std::string name, std::string command, const process::RunRecord& record, store::KeptStream out,
                    store::KeptStream err) {
  store::Part part;
  part.name = std::move(name);
  part.command = std::move(command);
  part.ending = record.ending;
  part.code = record.code;
  part.signal = record.signal;
  part.wall = record.wall;
  expectation::MeasureCollector measures;
  (void)out.read([&](std::string_view bytes) { measures.feed(bytes); });
  part.measures = measures.take();
  part.out = std::move(out);
  part.err = std::move(err);
  return part;
}

const ServiceInstance* dead_one(const Instances& instances) {
  for (const auto& instance : instances) {
    if (!instance->record()) return instance.get();
    const auto ending = instance->record()->ending;
    if (ending != process::Ending::shut_down && ending != process::Ending::stubborn) return instance.get();
  }
  return nullptr;
}

std::string end_of(const expectation::Command& command, const ServiceInstance& instance, std::string_view when) {
  return fmt::format("{} {} {}{}", name_of(command, instance), describe_end(*instance.record()), when,
                     instance.watcher.last_words());
}

std::string why_late(const expectation::Command& command, const Instances& instances) {
  const auto late = std::ranges::find_if(instances, [](const auto& one) { return !one->was_ready(); });
  const auto& instance = late == instances.end() ? *instances.front() : **late;
  auto why = fmt::format("{} was not ready within {}: waited until {}", name_of(command, instance),
                         format_duration(command.ready.within), describe(command.ready));
  if (!instance.last_answer().empty()) why += "; last answer: " + instance.last_answer();
  return why + instance.watcher.last_words();
}

}  // namespace schedlitmus::campaign
