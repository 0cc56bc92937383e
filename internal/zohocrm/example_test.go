package zohocrm_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// The record is that of Zoho's own sample.
func ExampleClient_Attachments() {
	zoho, err := zohocrmtest.NewReplay()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer zoho.Close()
	client, err := zohocrm.New(zohocrm.Config{APIDomain: zoho.URL(), Tokens: zohocrm.StaticToken("1000.an.example")})
	if err != nil {
		fmt.Println(err)
		return
	}
	request := zohocrm.Request{
		Module:   "Leads",
		RecordID: "4876876000000376008",
		Fields:   []string{"id", "Owner", "File_Name", "Created_Time", "Parent_Id"},
	}
	var found []string
	for attachment, err := range client.Attachments(context.Background(), request) {
		switch {
		case errors.Is(err, zohocrm.ErrWalkRestarted):
			found = nil
		case err != nil:
			fmt.Println(err)
			return
		default:
			found = append(found, *attachment.FileName+" by "+*attachment.Owner.Name)
		}
	}
	fmt.Println(strings.Join(found, "\n"))
	// Output:
	// Image.jpg by Patricia Boyle
	// in23er.png by Patricia Boyle
}

// Of three records one was deleted: the others are read all the same.
func ExampleClient_EachRecord() {
	zoho, err := zohocrmtest.NewMock(
		zohocrmtest.WithRecord("Deals", "1", rows.Attachments(201)),
		zohocrmtest.WithRecord("Deals", "3", rows.Attachments(0)),
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer zoho.Close()
	client, err := zohocrm.New(zohocrm.Config{APIDomain: zoho.URL(), Tokens: zohocrm.StaticToken(zohocrmtest.Token)})
	if err != nil {
		fmt.Println(err)
		return
	}
	var requests []zohocrm.Request
	for _, id := range []string{"1", "2", "3"} {
		requests = append(requests, zohocrm.Request{Module: "Deals", RecordID: id, Fields: []string{"id", "File_Name"}})
	}
	found := make([]string, len(requests)) // each visit has a place of its own
	err = client.EachRecord(context.Background(), requests, func(i int, attachments iter.Seq2[api.Attachment, error]) error {
		count := 0
		for _, err := range attachments {
			if errors.Is(err, zohocrm.ErrWalkRestarted) {
				count = 0
				continue
			}
			if err != nil && zohocrm.FailureScopeOf(err) == zohocrm.OneRecord {
				found[i] = err.Error()
				return nil
			}
			if err != nil {
				return err
			}
			count++
		}
		found[i] = fmt.Sprint(count, " attachments")
		return nil
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, text := range found {
		fmt.Printf("%s: %s\n", requests[i].RecordID, text)
	}
	// Output:
	// 1: 201 attachments
	// 2: page 1, after 0 rows: zohocrm: HTTP 400: INVALID_DATA: the related id given seems to be invalid
	// 3: 0 attachments
}
