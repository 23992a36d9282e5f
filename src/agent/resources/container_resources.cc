#include "agent/resources/container_resources.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace gantry::agent {

std::string hushed(std::string text, const ContainerResources& resources) {
    constexpr std::size_t kShortest = 4;
    constexpr std::string_view kInstead = "***";
    std::vector<std::string_view> values;
    if (resources.login) values.push_back(resources.login->password);
    for (const auto* map :
         {&resources.secrets, &resources.files, &resources.log_options, &resources.mounted}) {
        for (const auto& [name, value] : *map) {
            values.push_back(value);
        }
    }
    std::erase_if(values, [](std::string_view value) { return value.size() < kShortest; });
    // A value may hold another.
    std::ranges::sort(values, [](auto a, auto b) { return a.size() > b.size(); });
    for (const std::string_view value : values) {
        for (std::size_t at = 0; (at = text.find(value, at)) != std::string::npos;) {
            text.replace(at, value.size(), kInstead);
            at += kInstead.size();
        }
    }
    return text;
}

}  // namespace gantry::agent
