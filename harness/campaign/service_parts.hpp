// What is told of a run of a service afterwards: the processes beside the instance
// that is checked, and why the run says less than it was to say.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "campaign/service_instance.hpp"
#include "store/service.hpp"

namespace schedlitmus::campaign {

using Instances = std::vector<std::unique_ptr<ServiceInstance>>;

/// As a store keeps it. `command` is a shell line; `out` and `err` are as a pipe carried them.
[[nodiscard]] store::Part part_of(std::string name, std::string command, const process::RunRecord& record,
                                  store::KeptStream out, store::KeptStream err);

/// The instance that ended first without being asked, by its record; nullptr: none did. After join().
[[nodiscard]] const ServiceInstance* dead_one(const Instances& instances);

/// "the service exited with code 2 before it was ready; its stderr ends: ..."
[[nodiscard]] std::string end_of(const expectation::Command& command, const ServiceInstance& instance,
                                 std::string_view when);

/// "the service was not ready within 5s: waited until ...; last answer: ...; its stderr ends: ...". The address has
/// its placeholders, so that all runs that were not ready for the same reason say the same.
[[nodiscard]] std::string why_late(const expectation::Command& command, const Instances& instances);

}  // namespace schedlitmus::campaign
