// Package zohocrm is a client for the attachments API of Zoho CRM.
package zohocrm
