#pragma once

#include "api/ecr/create_repository_creation_template_request.h"
#include "api/ecr/create_repository_creation_template_response.h"
#include "api/ecr/delete_repository_creation_template_request.h"
#include "api/ecr/delete_repository_creation_template_response.h"
#include "api/ecr/describe_repository_creation_templates_request.h"
#include "api/ecr/describe_repository_creation_templates_response.h"
#include "api/ecr/update_repository_creation_template_request.h"
#include "api/ecr/update_repository_creation_template_response.h"
#include "services/ecr/api/call.h"

/// Templates of repositories that are made because something is pushed to them (model/templates.h).
/// All have InvalidParameterException. Source: ECR API Reference.
namespace gantry::ecr {

/// Errors: TemplateAlreadyExistsException, LimitExceededException.
Result<api::ecr::CreateRepositoryCreationTemplateResponse>
create_repository_creation_template(Call&, const api::ecr::CreateRepositoryCreationTemplateRequest&);
/// What is left out stays. Errors: TemplateNotFoundException.
Result<api::ecr::UpdateRepositoryCreationTemplateResponse>
update_repository_creation_template(Call&, const api::ecr::UpdateRepositoryCreationTemplateRequest&);
/// Errors: TemplateNotFoundException.
Result<api::ecr::DeleteRepositoryCreationTemplateResponse>
delete_repository_creation_template(Call&, const api::ecr::DeleteRepositoryCreationTemplateRequest&);
/// Those of the prefixes that have one; all without prefixes.
Result<api::ecr::DescribeRepositoryCreationTemplatesResponse>
describe_repository_creation_templates(Call&, const api::ecr::DescribeRepositoryCreationTemplatesRequest&);

}  // namespace gantry::ecr
