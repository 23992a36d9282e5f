#include "services/ecs/api/definition/fargate_sizes.h"

#include <algorithm>
#include <array>

namespace gantry::ecs {
namespace {

/// The memory that goes with one CPU size: from min to max in steps.
struct Row {
    std::int64_t cpu;
    std::int64_t min_mib;
    std::int64_t max_mib;
    std::int64_t step_mib;
};
constexpr std::array kRows{
    Row{256, 512, 512, 512},
    Row{256, 1024, 2048, 1024},
    Row{512, 1024, 4096, 1024},
    Row{1024, 2048, 8192, 1024},
    Row{2048, 4096, 16384, 1024},
    Row{4096, 8192, 30720, 1024},
    Row{8192, 16384, 61440, 4096},
    Row{16384, 32768, 122880, 8192},
};

}  // namespace

bool is_fargate_size(std::int64_t cpu, std::int64_t memory_mib) {
    return std::ranges::any_of(kRows, [cpu, memory_mib](const Row& row) {
        return row.cpu == cpu && memory_mib >= row.min_mib && memory_mib <= row.max_mib &&
               (memory_mib - row.min_mib) % row.step_mib == 0;
    });
}

}  // namespace gantry::ecs
