# The mock responds as Zoho's documentation does. ZOHOCRM_API_DOMAIN and ZOHOCRM_OAUTH_TOKEN select it.

variables {
  module    = "Leads"
  record_id = "4876876000000376008"
}

run "names_and_sizes" {
  command = plan

  assert {
    condition     = join(", ", output.file_names) == "Image.jpg, in23er.png"
    error_message = "The files are ${join(", ", output.file_names)}."
  }

  assert {
    condition     = output.total_bytes == 1072397
    error_message = "The files have ${output.total_bytes} bytes."
  }
}
