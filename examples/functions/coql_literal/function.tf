# Stage in ('Closed Won', 'O''Brien''s stage'): the quotes of a text stay inside it.
output "condition" {
  value = "Stage in ${provider::zohocrm::coql_literal(["Closed Won", "O'Brien's stage"])}"
}
